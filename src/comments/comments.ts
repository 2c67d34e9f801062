import { createHmac, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { appendAside } from '../cases/append-aside.ts';
import { lockCaseRow } from '../cases/case-row.ts';
import { CaseNotFoundError } from '../cases/cases.errors.ts';
import { newId } from '../common/ids.ts';
import { CommentAboutNothingError } from './comments.errors.ts';

/** What somebody said about a case. */
export interface CommentView {
  readonly id: string;
  readonly caseId: string;
  /** Journal event that holds the commitment to the text. */
  readonly seq: number;
  readonly person: { readonly id: string; readonly name: string };
  readonly at: Instant;
  /** Null once erased. */
  readonly text: string | null;
  readonly rules: readonly string[];
  /** People who were told of it. */
  readonly mentions: readonly string[];
}

const MENTION = /(?<![\w@.])@([a-z0-9][a-z0-9._-]{0,62})/g;

/** Ids that a text mentions as `@carl`, each once; a full stop at the end belongs to the sentence. */
export function mentionsIn(text: string): readonly string[] {
  const found = [...text.matchAll(MENTION)].map(([, id = '']) => id.replace(/[._-]+$/, ''));
  return [...new Set(found)];
}

/** HMAC-SHA256 over the text, hex: says nothing once the salt is erased (erasure of GDPR Art. 17 keeps the journal whole). */
export function commitmentOf(text: string, salt: Buffer): string {
  return createHmac('sha256', salt).update(text, 'utf8').digest('hex');
}

/**
 * Says something about a case; who is mentioned and works in the region is told. The journal holds a commitment to the
 * text, not the text.
 *
 * @throws {CaseNotFoundError} {CommentAboutNothingError}
 */
export async function addComment(
  client: pg.ClientBase,
  caseId: string,
  said: {
    readonly by: string;
    readonly at: Instant;
    readonly text: string;
    readonly rules: readonly string[];
  },
): Promise<CommentView> {
  const row = await lockCaseRow(client, caseId);
  if (!row) throw new CaseNotFoundError(caseId);
  const { by, at, text, rules } = said;
  const known = row.context.assessment?.findings.map(({ rule }) => rule) ?? [];
  const strange = rules.filter((rule) => !known.includes(rule));
  if (strange.length > 0) throw new CommentAboutNothingError(caseId, strange);
  const [id, salt] = [newId('comment'), randomBytes(32)];
  const mentions = await working(client, mentionsIn(text));
  const payload = { comment: id, commitment: commitmentOf(text, salt), rules };
  const entry = { type: 'COMMENTED', payload } as const;
  const event = await appendAside(client, row, { actor: by, at, entry });
  await client.query(
    `insert into case_comment (id, case_id, seq, person_id, at, text, salt, rules, mentions)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, caseId, event.seq, by, event.at, text, salt, rules, mentions],
  );
  const [comment] = await listComments(client, caseId, id);
  if (!comment) throw new Error(`comment \`${id}\` is not there after it was written`);
  return comment;
}

interface Columns {
  readonly id: string;
  readonly case_id: string;
  readonly seq: number;
  readonly person_id: string;
  readonly name: string;
  readonly at: Date;
  readonly text: string | null;
  readonly rules: readonly string[];
  readonly mentions: readonly string[];
}

/** Every comment on a case in the order they were made; only one of them when its id is given. */
export async function listComments(
  db: pg.Pool | pg.ClientBase,
  caseId: string,
  id: string | null = null,
): Promise<CommentView[]> {
  const { rows } = await db.query<Columns>(
    `select m.id, m.case_id, m.seq, m.person_id, p.name, m.at, m.text, m.rules, m.mentions
       from case_comment m join person p on p.id = m.person_id
      where m.case_id = $1 and ($2::text is null or m.id = $2) order by m.seq`,
    [caseId, id],
  );
  return rows.map(({ case_id, person_id, name, at, ...row }) => ({
    ...row,
    caseId: case_id,
    person: { id: person_id, name },
    at: at.toISOString(),
  }));
}

/** Of these, who holds a role in the cell now. */
async function working(client: pg.ClientBase, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select p.id from person p
      where p.id = any ($1::text[]) and p.disabled_at is null
        and exists (select from person_role r
                     where r.person_id = p.id and (r.expires_at is null or r.expires_at > now()))
      order by p.id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
