import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { DECISION_KINDS } from '../../cases/case.views.ts';
import type { DecisionKind } from '../../cases/case.views.ts';
import { UsageError } from '../cli.errors.ts';
import type { CarnetClient } from '../client.ts';
import type { CaseView, DecisionInput, FindingView, TaskView } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { EXIT_NO } from '../io.ts';
import { caseLines, findingsLines } from '../render-case.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type { Style } from '../style.ts';

interface DecideOptions extends ServerOptions {
  readonly stage?: string;
  readonly role?: string;
  readonly reason: string;
  readonly rule?: string;
  readonly until?: string;
  readonly on?: readonly string[];
  readonly finding?: readonly string[];
  readonly condition?: string;
  readonly incident?: string;
  readonly duty?: string;
  readonly yes?: boolean;
}

export function registerDecide(program: Command, context: CommandContext): void {
  const command = program
    .command('decide')
    .summary('approve, on conditions, reject, ask for changes, waive, suspend, resume, revoke …')
    .description('Signs a decision on a case. What is signed is shown first and bound by its hash.')
    .argument('<case>', 'id of the case')
    .addArgument(new Argument('<kind>', 'what is decided').choices(DECISION_KINDS.map(dashed)))
    .requiredOption('--reason <text>', 'why; kept with the decision')
    .option('--stage <stage>', 'stage that is decided (default: the one that waits for you)')
    .option('--role <role>', 'role in which you decide (default: the one that is asked for)')
    .option('--rule <id>', 'rule that is waived, for waive')
    .option('--until <date>', 'last day of a waiver, for waive')
    .option('--on <condition...>', 'approve on conditions: "OWNER DATE what has to be done" each')
    .option('--finding <rule...>', 'rules that a request for changes is about')
    .option('--condition <id>', 'condition that is met, for meet-condition')
    .option('--incident <id>', 'incident, for report-done')
    .option('--duty <id>', 'report that is made, for report-done')
    .option('-y, --yes', 'sign without asking');
  withServer(command)
    .addHelpText('after', HELP)
    .action((id: string, kind: string, options: DecideOptions) =>
      decide(id, kind, options, context),
    );
}

async function decide(
  id: string,
  kind: string,
  options: DecideOptions,
  context: CommandContext,
): Promise<void> {
  const client = await context.client(options);
  const [found, { items: findings }, { items: tasks }] = await Promise.all([
    client.getCase(id),
    client.findings(id),
    client.inbox(),
  ]);
  const turn = turnOf(
    tasks.filter((task) => task.case_id === id),
    options,
    found,
  );
  const decision = decisionOf(kind.replaceAll('-', '_') as DecisionKind, turn, options, found);
  const style = context.style(options);
  // With --json only the answer goes to standard output; what is signed is shown all the same.
  const show = options.json === true ? context.warn.bind(context) : context.print.bind(context);
  show(...signedLines({ found, findings, decision }, style));
  if (options.yes !== true && !(await agrees(context))) {
    context.warn('not signed');
    context.end(EXIT_NO);
    return;
  }
  await sign(client, decision, { id, options, context });
}

async function sign(
  client: CarnetClient,
  decision: DecisionInput,
  { id, options, context }: { id: string; options: DecideOptions; context: CommandContext },
): Promise<void> {
  const after = await client.decide(id, decision);
  if (options.json === true) context.json(after);
  else context.print('', 'Signed.', ...caseLines(after, context.style(options)));
}

interface Turn {
  readonly stage: string;
  readonly role: string;
}

/** The stage and role that were named, else the one task of this case that waits for the caller. */
function turnOf(tasks: readonly TaskView[], { stage, role }: DecideOptions, found: CaseView): Turn {
  if (stage !== undefined && role !== undefined) return { stage, role };
  const fitting = tasks.filter(
    (task) => (stage ?? task.stage) === task.stage && (role ?? task.role) === task.role,
  );
  const turns = new Map(
    fitting.map((task) => [`${task.stage}:${task.role}`, { stage: task.stage, role: task.role }]),
  );
  const [only] = turns.values();
  if (turns.size === 1 && only) return only;
  const hint =
    turns.size === 0
      ? `the case is in ${found.stages.join(', ')}; name --stage and --role`
      : `name one with --stage and --role: ${[...turns.keys()].join(', ')}`;
  throw new UsageError(
    turns.size === 0
      ? `nothing in \`${found.id}\` waits for you`
      : 'more than one decision waits for you',
    hint,
  );
}

function decisionOf(
  kind: DecisionKind,
  turn: Turn,
  options: DecideOptions,
  found: CaseView,
): DecisionInput {
  const { reason, rule, until, condition, incident, duty } = options;
  const seen = found.seen[turn.stage];
  if (kind === 'waive' && (rule === undefined || until === undefined)) {
    throw new UsageError(
      'a waiver names a rule and its last day',
      'add --rule EU-… and --until 2027-06-30',
    );
  }
  return {
    ...turn,
    kind,
    reason,
    ...stated({
      seen,
      rule,
      expires: until === undefined ? undefined : `${until}T23:59:59.999Z`,
      conditions: options.on?.map(conditionOf),
      findings: options.finding,
      condition,
      incident,
      duty,
    }),
  };
}

/** What was given of it: the API takes a member that is there to be meant. */
function stated<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: NonNullable<T[K]> };
}

function conditionOf(text: string): { text: string; owner: string; due: string } {
  const [, owner, day, what] = /^(\S+) (\d{4}-\d{2}-\d{2}) (\S.*)$/su.exec(text.trim()) ?? [];
  if (owner === undefined || day === undefined || what === undefined) {
    throw new UsageError(
      `\`${text}\` is no condition`,
      'write "ana.ruiz 2027-01-31 watch the refusal rate"',
    );
  }
  return { owner, due: `${day}T23:59:59.999Z`, text: what };
}

interface Signed {
  readonly found: CaseView;
  readonly findings: readonly FindingView[];
  readonly decision: DecisionInput;
}

function signedLines({ found, findings, decision }: Signed, style: Style): string[] {
  const ofStage = findings.filter(({ stage }) => stage === decision.stage);
  return [
    ...caseLines(found, style),
    '',
    ...findingsLines(ofStage.length > 0 ? ofStage : findings, style),
    '',
    style.bold('Documents'),
    ...found.documents.map(({ document, sha256 }) => `  ${document}  ${style.dim(sha256)}`),
    '',
    style.bold('You sign'),
    `  ${decision.kind.replaceAll('_', ' ')} in stage ${decision.stage} as ${decision.role}`,
    `  reason    ${decision.reason}`,
    ...(decision.rule === undefined
      ? []
      : [`  rule      ${decision.rule} until ${decision.expires ?? ''}`]),
    ...(decision.conditions ?? []).map(
      ({ text, owner, due }) => `  condition ${owner} by ${due.slice(0, 10)}: ${text}`,
    ),
    ...(decision.findings ?? []).map((one) => `  about     ${one}`),
    `  seen      ${decision.seen ?? 'nothing is bound in this stage'}`,
  ];
}

async function agrees({ io }: CommandContext): Promise<boolean> {
  if (io.stdin.isTTY !== true) {
    throw new UsageError('nobody is there to be asked', 'pass --yes to sign without being asked');
  }
  const prompt = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const answer = await prompt.question('Sign this? [y/N] ');
    return ['y', 'yes'].includes(answer.trim().toLowerCase());
  } finally {
    prompt.close();
  }
}

function dashed(kind: string): string {
  return kind.replaceAll('_', '-');
}

const HELP = `
Examples:
  $ carnet decide eu-… approve --reason "data stays in Frankfurt"
  $ carnet decide eu-… request-changes --stage features --reason "drop zip_code" --yes
  $ carnet decide eu-… approve --reason "fit for the pilot" --on "ana.ruiz 2027-01-31 add drift alarms"
  $ carnet decide eu-… waive --rule EU-… --until 2027-06-30 --stage approval \\
      --role compliance_officer --reason "pilot of 200 applicants"
${SERVER_EXIT_CODES}`;
