import { ask, writeHeaders } from './client.ts';
import type { Evidence } from './types.ts';

/** Hands in one file against a document of a case. */
export async function uploadEvidence(
  caseId: string,
  document: string,
  file: File,
): Promise<Evidence> {
  const query = new URLSearchParams({ document, file_name: file.name });
  const response = await ask(`/api/v1/cases/${encodeURIComponent(caseId)}/evidence?${query}`, {
    method: 'POST',
    headers: { ...writeHeaders(), 'content-type': file.type || typeOf(file.name) },
    body: file,
  });
  return (await response.json()) as Evidence;
}

/** Fetches a file and hands it to the browser to keep, so that a refusal is told on the page and not in its place. */
export async function download(path: string, name: string): Promise<void> {
  const response = await ask(path);
  keep(await response.blob(), name);
}

/** Hands a file to the browser to keep. */
export function keep(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function packPath(caseId: string): string {
  return `/api/v1/cases/${encodeURIComponent(caseId)}/pack`;
}

/** Browsers do not know these by name. */
function typeOf(name: string): string {
  if (/\.(?:md|markdown)$/iu.test(name)) return 'text/markdown';
  if (/\.ya?ml$/iu.test(name)) return 'application/yaml';
  return 'application/octet-stream';
}
