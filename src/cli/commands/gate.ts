import type { Command } from 'commander';
import { exitCodeOf } from '../../evidence/check-line.ts';
import { checkPermit } from '../../permits/check-permit.ts';
import { checkLines } from '../check-lines.ts';
import { askGate, type GateTold } from '../gate/ask-gate.ts';
import { tellGate } from '../gate/tell-gate.ts';
import { ServerProblemError } from '../client.errors.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { EXIT_FAILED, EXIT_INPUT } from '../io.ts';
import { artifactOf, type QuestionOptions, questionOf, withQuestion } from '../permit-question.ts';
import { SARIF_OPTION, checkSarifOption, type SarifOption } from '../sarif/write-sarif.ts';
import { reportFailure } from '../report-failure.ts';
import { withServer } from '../server-options.ts';
import { harmless, type Style } from '../style.ts';
import { readJson, readTrust } from '../trust-file.ts';

interface GateOptions extends ServerOptions, QuestionOptions {
  readonly digest: string;
  readonly region?: string;
  readonly permit?: string;
  readonly trust?: string;
  readonly revocations?: string;
  readonly manifest?: string;
  readonly sarif?: SarifOption;
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
    .option('--revocations <file>', 'offline: list of what was taken back')
    .option(...SARIF_OPTION)
    .option('--manifest <file>', 'with --sarif: the manifest whose lines the reasons stand at');
  withServer(withQuestion(command))
    .addHelpText('after', HELP)
    .action(async (options: GateOptions) => {
      checkSarifOption(options.sarif, options.json);
      await (options.permit === undefined
        ? refusable(async () => online(options, context), options, context)
        : offline(options, context));
    });
}

/** A server that refuses to answer has not said no: a pipeline that only warns of a no has to hear of it. */
async function refusable(
  ask: () => Promise<void>,
  options: GateOptions,
  context: CommandContext,
): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof ServerProblemError)) throw error;
    reportFailure(error, context, options.json === true);
    context.end(error.status === 400 || error.status === 422 ? EXIT_INPUT : EXIT_FAILED);
  }
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
  const told = await askGate(async () => client.gate(body));
  const { reasons, standing } = told;
  await tellGate(
    { reasons, missing: standing?.missing ?? [] },
    { options, document: told, lines: (style) => decisionLines(told, style) },
    context,
  );
  context.end(told.decision === 'allow' ? 0 : 1);
}

function decisionLines(told: GateTold, style: Style): string[] {
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
  const reasons = lines
    .filter(({ result }) => result !== 'pass')
    .map(({ check, detail }) => ({ code: check, detail }));
  await tellGate(
    { reasons, missing: [] },
    {
      options,
      document: { decision, checks: lines },
      lines: (style) => [
        isAllowed ? style.green('ALLOW') : style.red('DENY'),
        ...checkLines(lines, style),
      ],
    },
    context,
  );
  context.end(isAllowed ? 0 : 1);
}

const HELP = `
Examples:
  $ carnet gate --digest "$(carnet digest model/)" --region eu --cloud-region aws:eu-central-1
  $ carnet gate --digest sha256:… --permit permit.json --trust trust.json --revocations revocations.json
  $ carnet gate --digest sha256:… --manifest manifest.yaml --sarif gate.sarif   for code review

Exit codes: 0 allowed, 1 denied (also when the gate is away), 2 the question cannot be read, 3 the token is refused
or the server broken.`;
