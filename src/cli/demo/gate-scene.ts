import type { CaseView, GateDecision } from '../client.types.ts';
import type { Bank } from './bank.ts';
import type { Screen } from './screen.ts';

/** The pipeline asks before it moves: where a permit lets the model run, and where another region's cloud is. */
export async function askTheGate(
  bank: Bank,
  screen: Screen,
  views: readonly CaseView[],
): Promise<void> {
  screen.heading('The pipeline asks the gate before it moves');
  const { deployments } = bank.script;
  for (const view of views) {
    const { region } = view;
    const own = deployments[region];
    const [strange] = Object.entries(deployments).filter(([other]) => other !== region);
    if (own === undefined) continue;
    const yes = await asked(bank, view, own);
    if (yes.decision !== 'allow') throw new Error(`the gate denies ${own}: ${reasonsOf(yes)}`);
    screen.done(`${region.padEnd(14)} ${own}: allowed until ${yes.expires_at?.slice(0, 10) ?? ''}`);
    if (!strange) continue;
    const no = await asked(bank, view, strange[1]);
    if (no.decision !== 'deny') throw new Error(`the gate allows ${strange[1]} to ${region}`);
    screen.refused(`${region.padEnd(14)} ${strange[1]}: ${reasonsOf(no)}`);
  }
  screen.say(
    '`carnet gate` asks this in a pipeline: exit code 0 allowed, 1 denied (docs/gate.md).',
  );
}

async function asked(bank: Bank, view: CaseView, cloudRegion: string): Promise<GateDecision> {
  return bank.requester.gate({
    digest: `sha256:${view.model.artifact_sha256 ?? ''}`,
    region: view.region,
    cloud_region: cloudRegion,
  });
}

function reasonsOf({ reasons }: GateDecision): string {
  return reasons.map(({ code }) => code.replaceAll('_', ' ')).join(', ');
}
