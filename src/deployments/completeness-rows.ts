import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';

/** Of a permit: what was decided before it was issued. */
export interface PermitProof {
  readonly id: string;
  readonly caseId: string;
  /** The event of its case that says so; null where the journal knows nothing of it. */
  readonly issuedSeq: number | null;
  /** Approvals that stood then. */
  readonly decisions: number;
  /** Those of them that have their event in the journal. */
  readonly journaled: number;
}

/** One artifact in one place, from one report to the next that changes it. */
export interface RunRow {
  readonly deployment: string;
  readonly environment: string;
  readonly name: string;
  /** SHA-256, hex. */
  readonly artifact: string;
  readonly cloudRegion: string;
  /** The event of the region's journal that reports it. */
  readonly seq: number;
  readonly from: Instant;
  readonly until: Instant | null;
  /** The gate's answer before it ran: an allow before a denial. */
  readonly answer: 'allow' | 'deny' | null;
  readonly answeredAt: Instant | null;
  readonly permitNamed: string | null;
  readonly stray: string | null;
}

export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

type Db = pg.ClientBase;

/** Everything that ran in a cell at some time of the period, by the journal alone. */
export async function readRuns(db: Db, region: string, period: Period): Promise<RunRow[]> {
  const { rows } = await db.query<
    Omit<RunRow, 'from' | 'until' | 'answeredAt'> & {
      readonly from: Date;
      readonly until: Date | null;
      readonly answeredAt: Date | null;
    }
  >(
    `with report as (
       select e.seq, e.at, e.type, p ->> 'deployment' as deployment, p ->> 'environment' as environment,
              p ->> 'name' as name, p ->> 'artifact' as artifact, p ->> 'cloudRegion' as place,
              lag(concat(p ->> 'artifact', ' ', p ->> 'cloudRegion'))
                over (partition by p ->> 'deployment' order by e.seq) as before
         from journal_event e cross join lateral (select e.payload::jsonb as p) as said
        where e.subject = $1 and e.type in ('DEPLOYMENT_STARTED', 'DEPLOYMENT_MOVED', 'DEPLOYMENT_STOPPED')
     ), run as (
       select *, lead(at) over (partition by deployment order by seq) as until
         from report where before is distinct from concat(artifact, ' ', place)
     )
     select r.deployment, r.environment, r.name, r.artifact, r.place as "cloudRegion", r.seq, r.at as "from", r.until,
            g.answer, g.first_at as "answeredAt", nullif(g.permit, '') as "permitNamed",
            (select s.code from stray s where s.deployment_id = r.deployment and s.resolved_at is null
                and r.until is null) as stray
       from run r
       left join lateral (
         select t.answer, t.permit, t.first_at from gate_tally t
          where t.artifact_sha256 = r.artifact and t.first_at <= r.at and t.cloud_region in ('', r.place)
          order by t.answer = 'allow' desc, t.last_at desc limit 1) g on true
      where r.type <> 'DEPLOYMENT_STOPPED' and r.at < $3 and coalesce(r.until, 'infinity') > $2
      order by r.seq`,
    [region, period.from, period.to],
  );
  return rows.map(({ from, until, answeredAt, ...row }) => ({
    ...row,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
}

/** Every permit that was good at some time of the period, with what was decided before it. */
export async function readPermitProofs(db: Db, period: Period): Promise<PermitProof[]> {
  const { rows } = await db.query<PermitProof>(
    `select p.id, p.case_id as "caseId", i.seq as "issuedSeq", coalesce(d.n, 0)::int as decisions,
            coalesce(d.journaled, 0)::int as journaled
       from permit p
       left join lateral (
         select e.seq from journal_event e
          where e.subject = p.case_id and e.type = 'PERMIT_ISSUED'
            and e.payload::jsonb -> 'permit' ->> 'id' = p.id limit 1) i on true
       left join lateral (
         select count(*) as n,
                count(*) filter (where exists (
                  select from journal_event e where e.subject = d.case_id and e.seq = d.seq
                     and e.payload::jsonb ->> 'decision' = d.id)) as journaled
           from decision d
          where d.case_id = p.case_id and d.kind = 'approve' and d.seq < i.seq
            and (d.voided_seq is null or d.voided_seq > i.seq)) d on true
      where p.issued_at < $2 and p.expires_at > $1
      order by p.issued_at, p.id`,
    [period.from, period.to],
  );
  return rows;
}

/** Permits that the gate has named in its answers of the period, whether there are such or not; days are UTC. */
export async function readNamedPermits(db: Db, period: Period): Promise<NamedPermit[]> {
  const { rows } = await db.query<NamedPermit>(
    `select t.artifact_sha256 as artifact, nullif(t.permit, '') as permit, sum(t.calls)::int as calls,
            bool_or(p.id is not null) as known
       from gate_tally t left join permit p on p.id = t.permit and p.artifact_sha256 = t.artifact_sha256
      where t.answer = 'allow' and t.break_glass = '' and t.last_at >= $1 and t.first_at < $2
      group by 1, 2 order by 1, 2`,
    [period.from, period.to],
  );
  return rows;
}

export interface NamedPermit {
  readonly artifact: string;
  readonly permit: string | null;
  readonly calls: number;
  readonly known: boolean;
}

export async function readLastSweep(db: Db): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Date }>('select swept_at as at from deployment_sweep');
  return rows[0]?.at.toISOString() ?? null;
}
