import type { Simulation } from '../../cases/simulation.types.ts';
import { textTable, type TableRow } from '../text-table.ts';
import { counted, type Style } from '../style.ts';

/** What a simulation found, region by region, for a person who is to decide whether to publish. */
export function simulationLines(
  draft: { readonly pack: string; readonly version: string },
  simulations: readonly Simulation[],
  style: Style,
): string[] {
  return [
    style.bold(`If ${draft.pack} ${draft.version} were published (nothing was changed)`),
    ...simulations.flatMap((simulation) => ['', ...regionLines(simulation, style)]),
  ];
}

function regionLines(simulation: Simulation, style: Style): string[] {
  const { region, cases, approvals, permits, unreadable } = simulation;
  const fallen = Object.entries(approvals);
  const sum = fallen.reduce((total, [, count]) => total + count, 0);
  const byStage = fallen.map(([stage, count]) => `${stage} ${count}`).join(', ');
  return [
    `${style.bold(region)}  ${counted(cases.open, 'open case')}, ${counted(cases.live, 'live permit')}`,
    `  judged by it at once   ${counted(cases.moved, 'open case')}`,
    `  approvals that fall    ${sum}${byStage === '' ? '' : ` (${byStage})`}`,
    `  permits to review      ${permits.review}${permits.cases.length > 0 ? ` (${named(permits.cases)})` : ''}`,
    `  stay at their law      ${cases.stayed}`,
    ...(unreadable.count > 0
      ? [style.red(`  could not be read      ${unreadable.count} (${named(unreadable.cases)})`)]
      : []),
    ...tableOf('rule', Object.entries(simulation.rules).map(ruleRow), style),
    ...tableOf('team', Object.entries(simulation.teams).map(teamRow), style),
  ];
}

function tableOf(kind: 'rule' | 'team', rows: readonly TableRow[], style: Style): string[] {
  if (rows.length === 0) return [];
  const effects = ['newly fires', 'newly exempt', 'no longer fires'];
  const more = kind === 'team' ? ['cases', 'approvals fall', 'permits to review'] : [];
  const table = textTable([[kind, ...effects, ...more], ...rows], style);
  return ['', ...table.map((line) => `  ${line}`)];
}

function ruleRow([rule, effect]: readonly [string, Simulation['rules'][string]]): TableRow {
  return [
    rule,
    String(effect.newlyFires),
    String(effect.newlyExempt),
    String(effect.noLongerFires),
  ];
}

function teamRow([team, effect]: readonly [string, Simulation['teams'][string]]): TableRow {
  const { cases, approvals, permits } = effect;
  return [...ruleRow([team, effect]), String(cases), String(approvals), String(permits)];
}

function named(cases: readonly string[]): string {
  const more = cases.length > 3 ? ', …' : '';
  return cases.slice(0, 3).join(', ') + more;
}
