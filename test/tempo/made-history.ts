/** Cases as measures read them, one after the other, with weaknesses drawn at random. */
import type { CaseData, TurnData } from '../../src/tempo/measure/case-data.ts';
import { randomFrom } from '../../src/tempo/measure/statistics.ts';

export const DAY = 86_400_000;
export const WORKING_DAY = DAY / 3;
export const BEGINNING = Date.UTC(2025, 0, 6);
export const YEAR = { from: BEGINNING, to: BEGINNING + 500 * DAY };
export const FACTORS = ['strategy', 'data', 'team', 'tools', 'complexity', 'regulation'];

/** Days that each weakness adds, and where: what the measures have to find again. */
export const PLANTED: Readonly<
  Record<string, { days: number; stage: string; by: TurnData['waitsOn'] }>
> = {
  strategy: { days: 6, stage: 'scoping', by: 'team' },
  data: { days: 8, stage: 'validation', by: 'reviewer' },
  team: { days: 10, stage: 'documentation', by: 'team' },
  complexity: { days: 7, stage: 'validation', by: 'reviewer' },
};
export const EU_DAYS = 9;

export function turn(
  stage: string,
  waitsOn: TurnData['waitsOn'],
  from: number,
  days: number,
): TurnData {
  const role = { team: 'requester', reviewer: 'independent_validator' }[waitsOn as string];
  return {
    stage,
    waitsOn,
    role: role ?? 'compliance_officer',
    kind: waitsOn === 'team' ? 'supply' : 'review',
    factor: 'regulation',
    from,
    until: from + days * DAY,
    due: from + 5 * DAY,
    round: 1,
    touchedWorkingMs: null,
    endedBy: waitsOn === 'team' ? 'EVIDENCE_ADDED' : 'APPROVED',
    person: waitsOn === 'team' ? 'ana' : `p${Math.floor(days * 7) % 2}`,
    ms: days * DAY,
    workingMs: days * WORKING_DAY,
    rules: stage === 'documentation' ? ['R-PAPERS'] : [],
    documents: [],
  };
}

/** Cases one after the other through five stages, with weaknesses drawn at random. */
export function history(count: number, seed = 7): CaseData[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    const region = index % 2 === 0 ? 'eu' : 'north-america';
    const weak = FACTORS.filter(() => random() < 0.25);
    const extra = (stage: string, by: string) =>
      weak
        .map((factor) => PLANTED[factor])
        .filter((plant) => plant?.stage === stage && plant.by === by)
        .reduce((sum, plant) => sum + (plant?.days ?? 0), 0);
    const stages = [
      ['scoping', 'team'],
      ['documentation', 'team'],
      ['validation', 'reviewer'],
      ['approval', 'officer'],
    ] as const;
    const startedAt = BEGINNING + Math.floor(index * 1.2) * DAY;
    let at = startedAt;
    const turns = stages.map(([stage, by]) => {
      const regional = region === 'eu' && stage === 'approval' ? EU_DAYS : 0;
      const days = 2 + random() * 3 + extra(stage, by) + regional;
      const made = turn(stage, by, at, days);
      at += days * DAY;
      return made;
    });
    return {
      caseId: `${region}-${index}`,
      region,
      request: `req-${index}`,
      model: 'm',
      useCase: 'credit_scoring',
      algorithm: 'trees',
      team: `t${index % 5}`,
      status: 'deployed',
      startedAt,
      permitAt: at,
      deployedAt: at,
      endedAt: null,
      leadMs: at - startedAt,
      leadWorkingMs: (at - startedAt) / 3,
      rework: 0,
      warnings: weak.map((factor) => `READINESS-${factor}`),
      rules: ['R-PAPERS'],
      waived: index % 10 === 0 ? ['R-PAPERS'] : [],
      blockedBy: [],
      visits: turns.map(({ stage, from, until, ms, workingMs }) => ({
        stage,
        visit: 1,
        from,
        until,
        ms,
        workingMs,
      })),
      turns,
    };
  });
}
