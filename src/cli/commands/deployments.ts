import type { Command } from 'commander';
import { UsageError } from '../cli.errors.ts';
import type { DeploymentView, PageOf } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { textTable } from '../text-table.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { harmless, type Style } from '../style.ts';

interface DeploymentOptions extends ServerOptions {
  readonly region: string;
  readonly reason?: string;
  readonly environment?: string;
  readonly name?: string;
  readonly model?: string;
  readonly digest?: string;
  readonly cloudRegion?: string;
  readonly instances?: string;
}

/** What runs, as pipelines report it. */
export function registerDeployments(program: Command, context: CommandContext): void {
  const deployments = program
    .command('deployments')
    .summary('report what runs, and see it held against its permits')
    .description('What runs in a region, as pipelines report it; every report is journaled.')
    .addHelpText('after', HELP);
  of('report', 'Reports that something started, moved or stopped.')
    .argument('<event>', 'started, moved or stopped')
    .requiredOption('--environment <name>', 'where it runs: production')
    .requiredOption('--name <name>', 'what the pipeline calls it: loan-default-api')
    .option('--digest <digest>', 'the artifact: sha256:… (`carnet digest`)')
    .option('--cloud-region <region>', 'where it runs: aws:eu-central-1')
    .option('--instances <count>', 'how many of it run (default: 1)')
    .option('--model <name>', 'the model as its manifest names it')
    .action(async (event: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<DeploymentOptions>();
      const { http } = await context.client(options);
      const made = await http.write<DeploymentView>(
        'POST',
        pathOf(options),
        bodyOf(event, options),
      );
      if (options.json === true) context.json(made);
      else context.print(...deploymentLines([made], context.style(options)));
    });
  of('list', 'Lists what is known to run.').action(async (_: unknown, self: Command) => {
    const options = self.optsWithGlobals<DeploymentOptions>();
    const { http } = await context.client(options);
    const { items } = await http.get<PageOf<DeploymentView>>(pathOf(options));
    if (options.json === true) context.json({ items });
    else context.print(...deploymentLines(items, context.style(options)));
  });

  of('sweep', 'Holds what runs against its permits now; done by itself every few minutes.')
    .requiredOption('--reason <why>', 'goes into the journal')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<DeploymentOptions>();
      const { http } = await context.client(options);
      const body = { reason: options.reason };
      const swept = await http.write<Swept>('POST', `${pathOf(options)}/sweep`, body);
      if (options.json === true) context.json(swept);
      else {
        const { looked, found, resolved } = swept;
        context.print(`${looked} looked at, ${found} strays found, ${resolved} put right`);
      }
    });

  function of(name: string, description: string): Command {
    return withServer(deployments.command(name).description(description))
      .requiredOption('--region <region>', 'region it runs in: eu')
      .option('--json', 'print JSON');
  }
}

interface Swept {
  readonly looked: number;
  readonly found: number;
  readonly resolved: number;
}

function pathOf({ region }: DeploymentOptions): string {
  return `/regions/${encodeURIComponent(region)}/deployments`;
}

function bodyOf(event: string, options: DeploymentOptions): object {
  const { environment, name, model, digest, cloudRegion, instances } = options;
  return {
    event,
    environment,
    name,
    ...(model === undefined ? {} : { model }),
    ...(digest === undefined ? {} : { digest }),
    ...(cloudRegion === undefined ? {} : { cloud_region: cloudRegion }),
    ...(instances === undefined ? {} : { instances: countOf(instances) }),
  };
}

function countOf(text: string): number {
  if (/^\d{1,7}$/u.test(text)) return Number(text);
  throw new UsageError(`\`${text}\` is no number of instances`, 'write --instances 3');
}

function deploymentLines(items: readonly DeploymentView[], style: Style): string[] {
  if (items.length === 0) return ['nothing is known to run'];
  const rows = items.map((one) => [
    one.environment,
    one.name,
    one.artifact.slice(0, 12),
    one.cloud_region,
    String(one.instances),
    one.since.slice(0, 16),
    one.stopped_at === null ? harmless(one.model ?? '') : `stopped ${one.stopped_at.slice(0, 16)}`,
  ]);
  const heads = ['environment', 'name', 'artifact', 'cloud region', 'instances', 'since', 'model'];
  const strays = items.flatMap(({ stray }) =>
    stray ? [`${style.red(stray.code)}  ${harmless(stray.detail)}`] : [],
  );
  return [...textTable([heads, ...rows], style), ...strays];
}

const HELP = `
Examples:
  $ carnet deployments report started --region eu --environment production --name loan-api \\
      --digest "$(carnet digest model/)" --cloud-region aws:eu-central-1 --instances 3
  $ carnet deployments report moved --region eu --environment production --name loan-api --instances 5
  $ carnet deployments list --region eu
  $ carnet deployments sweep --region eu --reason "after the failover"
${SERVER_EXIT_CODES}`;
