import type { Command } from 'commander';
import { exitCodeOf } from '../../evidence/check-line.ts';
import { checkPermit } from '../../permits/check-permit.ts';
import { checkLines } from '../check-lines.ts';
import { ServerUnreachableError } from '../client.errors.ts';
import { UsageError } from '../cli.errors.ts';
import type { GateDecision } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { artifactOf, type QuestionOptions, questionOf, withQuestion } from '../permit-question.ts';
import { withServer } from '../server-options.ts';
import { harmless, type Style } from '../style.ts';
import { readJson, readTrust } from '../trust-file.ts';

interface GateOptions extends ServerOptions, QuestionOptions {
  readonly digest: string;
  readonly region?: string;
  readonly permit?: string;
  readonly trust?: string;
  readonly revocations?: string;
}

/** The question of a pipeline: may this artifact run here, now? */
export function registerGate(program: Command, context: CommandContext): void {
  const command = program
    .command('gate')
    .summary('ask whether an artifact may run here, now')
    .description(
      'Asks whether an artifact may run here, now. Whatever is unknown or away is a no.\n' +
        'With --permit it decides offline, by the permit, the trust file and the revocation list.',
    )
    .requiredOption('--digest <digest>', 'the artifact: sha256:… (`carnet digest`)')
    .option('--region <region>', 'region it is to run in: eu')
    .option('--permit <file>', 'decide offline by this permit')
    .option('--trust <file>', 'offline: public keys you trust')
    .option('--revocations <file>', 'offline: list of what was taken back');
  withServer(withQuestion(command))
    .addHelpText('after', HELP)
    .action((options: GateOptions) =>
      options.permit === undefined ? online(options, context) : offline(options, context),
    );
}

async function online(options: GateOptions, context: CommandContext): Promise<void> {
  const { digest, region, cloudRegion, jurisdiction, useCase, at } = options;
  artifactOf(digest);
  const body = {
    digest,
    region,
    cloud_region: cloudRegion,
    jurisdictions: jurisdiction,
    use_case: useCase,
    at: at ?? new Date().toISOString(),
  };
  const client = await context.client(options);
  const decision = await asked(async () => client.gate(body));
  if (options.json === true) context.json(decision);
  else context.print(...decisionLines(decision, context.style(options)));
  context.end(decision.decision === 'allow' ? 0 : 1);
}

type Told = Pick<GateDecision, 'decision' | 'reasons' | 'conditions' | 'permit' | 'standing'> & {
  readonly expires_at: string | null;
};

/** A server that is away has said nothing, and that is no yes. */
async function asked(ask: () => Promise<GateDecision>): Promise<Told> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServerUnreachableError)) throw error;
    const reasons = [{ code: 'gate_away' as never, detail: error.message }];
    const nothing = { permit: null, conditions: [], standing: null, expires_at: null };
    return { decision: 'deny', reasons, ...nothing };
  }
}

function decisionLines(told: Told, style: Style): string[] {
  const { decision, permit, expires_at: expiresAt, reasons, conditions, standing } = told;
  const allowed = `${style.green('ALLOW')}  ${permit ?? ''} until ${expiresAt ?? ''}`;
  return [
    decision === 'allow' ? allowed : style.red('DENY'),
    ...reasons.map(({ code, detail }) => `  ${code}: ${harmless(detail)}`),
    ...(decision === 'allow' ? conditions.map((one) => `  while: ${harmless(one)}`) : []),
    ...(standing
      ? [
          `  ${standing.case} is ${standing.status}, in ${standing.stages.join(', ') || 'no stage'}`,
          ...standing.missing.map(
            ({ rule, finding, remedy }) => `  ${rule} ${finding}: ${harmless(remedy)}`,
          ),
        ]
      : []),
  ];
}

async function offline(options: GateOptions, context: CommandContext): Promise<void> {
  const { permit = '', trust, revocations, region } = options;
  if (trust === undefined) {
    throw new UsageError('--permit needs --trust', '`carnet trust --out trust.json` fetches one');
  }
  const lines = checkPermit({
    permit: await readJson(permit, 'name a permit, as `carnet permit show` writes it'),
    trust: await readTrust(trust),
    revocations:
      revocations === undefined
        ? undefined
        : await readJson(revocations, '`carnet permit revocations` writes one'),
    region,
    question: questionOf(options.digest, options),
  });
  const isAllowed = exitCodeOf(lines) === 0;
  const decision = isAllowed ? 'allow' : 'deny';
  const style = context.style(options);
  if (options.json === true) context.json({ decision, checks: lines });
  else {
    context.print(
      isAllowed ? style.green('ALLOW') : style.red('DENY'),
      ...checkLines(lines, style),
    );
  }
  context.end(isAllowed ? 0 : 1);
}

const HELP = `
Examples:
  $ carnet gate --digest "$(carnet digest model/)" --region eu --cloud-region aws:eu-central-1
  $ carnet gate --digest sha256:… --permit permit.json --trust trust.json --revocations revocations.json

Exit codes: 0 allowed, 1 denied (also when the gate is away), 2 the question cannot be read, 3 the token is refused
or the server broken.`;
