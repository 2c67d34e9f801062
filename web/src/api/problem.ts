import type { Problem } from './types.ts';

/** What the server refused, in its own words. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The server did not answer at all. */
export class OfflineError extends Error {
  constructor() {
    super('The server does not answer. Check your connection; nothing you typed is lost.');
    this.name = 'OfflineError';
  }
}

export function codeOf(error: unknown): string | null {
  return error instanceof ApiProblem ? error.code : null;
}

/** The problem document of an answer, or one made of its status where a proxy answered in its place. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return new ApiProblem((await response.json()) as Problem);
  return new ApiProblem({
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: `the server answered ${response.status}`,
    code: 'ERR_NO_PROBLEM',
    request_id: '',
  });
}
