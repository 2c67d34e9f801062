import type { CaseEventType } from '../../workflows/contract.ts';
import { DomainError } from '../common/domain-error.ts';
import type { PackPin } from '../policy/policy.types.ts';

/** No case of this region has this id. */
export class CaseNotFoundError extends DomainError {
  readonly code = 'ERR_CASE_NOT_FOUND';
  readonly status = 404;

  constructor(caseId: string) {
    super(`there is no case \`${caseId}\``);
  }
}

/** The case does not take this event where it stands now; says what it would take. */
export class EventRefusedError extends DomainError {
  readonly code = 'ERR_EVENT_REFUSED';
  readonly status = 409;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly event: string,
    readonly stages: readonly string[],
    readonly possible: readonly CaseEventType[],
    readonly caseStatus: string,
  ) {
    super(
      `the case does not take \`${event}\` now: it is ${caseStatus}, in ${listed(stages)}, and takes ${listed(possible)}`,
    );
    this.details = { event, stages, possible, case_status: caseStatus };
  }
}

/** What the person decided on is not what stands there now; they have to look again. */
export class SeenChangedError extends DomainError {
  readonly code = 'ERR_SEEN_CHANGED';
  readonly status = 409;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly stage: string,
    readonly seen: string,
    readonly current: string | null,
  ) {
    super(`stage \`${stage}\` changed since you looked at it: look again, then decide`);
    this.details = { stage, seen, current };
  }
}

/** The rule lets others waive its finding, or for a shorter time. */
export class WaiverNotAllowedError extends DomainError {
  readonly code = 'ERR_WAIVER_NOT_ALLOWED';
  readonly status = 403;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(
    rule: string,
    terms: { readonly by: readonly string[]; readonly atMost: string | null },
  ) {
    const most = terms.atMost === null ? '' : `, for at most ${terms.atMost}`;
    super(`\`${rule}\` is waived by ${terms.by.map((role) => `\`${role}\``).join(' or ')}${most}`);
    this.details = { rule, by: terms.by, at_most: terms.atMost };
  }
}

/** The person asked for the case, works on its model, or has decided already. */
export class NotIndependentError extends DomainError {
  readonly code = 'ERR_NOT_INDEPENDENT';
  readonly status = 403;

  constructor(personId: string, why: 'requester' | 'team' | 'counted') {
    super(`\`${personId}\` ${DEPENDENT[why]}`);
  }
}

const DEPENDENT = {
  requester: 'made this request and may not decide on it',
  team: 'works on this model and may not decide on it',
  counted: 'has approved this stage already, and nobody counts twice',
} as const;

/** The person does not hold the role in which they want to act, in this region. */
export class RoleMissingError extends DomainError {
  readonly code = 'ERR_ROLE_MISSING';
  readonly status = 403;

  constructor(personId: string, role: string, region: string) {
    super(`\`${personId}\` does not hold the role \`${role}\` in \`${region}\``);
  }
}

/** Only the people of the request may do this to the case. */
export class NotOnTeamError extends DomainError {
  readonly code = 'ERR_NOT_ON_TEAM';
  readonly status = 403;

  constructor(personId: string, event: string) {
    super(`only the team of the request may send \`${event}\`, and \`${personId}\` is not on it`);
  }
}

/** The law that is loaded is not the law the case was pinned to; it is not judged by another one silently. */
export class PackPinError extends DomainError {
  readonly code = 'ERR_PACK_PIN';
  readonly status = 409;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(caseId: string, pinned: PackPin, loaded: PackPin | undefined) {
    super(
      `case \`${caseId}\` is pinned to pack \`${pinned.pack}\` ${pinned.version}, but ${loaded ? `another text of it (${loaded.version})` : 'no such pack'} is loaded`,
    );
    this.details = { pinned, loaded: loaded ?? null };
  }
}

/** A list was asked to go on from a place that no page named. */
export class CursorUnreadableError extends DomainError {
  readonly code = 'ERR_CURSOR_UNREADABLE';
  readonly status = 400;

  constructor(cursor: string) {
    super(`\`${cursor.slice(0, 80)}\` is no cursor of this list`);
  }
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'nothing' : words.map((word) => `\`${word}\``).join(', ');
}
