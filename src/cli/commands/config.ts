import type { Command } from 'commander';
import type { CommandContext, CommonOptions } from '../context.ts';

export function registerConfig(program: Command, context: CommandContext): void {
  program
    .command('config')
    .summary('the configuration in force, secrets masked')
    .description(
      'Prints the configuration that the environment gives, with passwords and tokens masked.',
    )
    .addHelpText('after', HELP)
    .action((options: CommonOptions) => showConfig(options, context));
}

async function showConfig(options: CommonOptions, context: CommandContext): Promise<void> {
  const config = await context.config();
  const { describeConfig } = await import('../../config/config.ts');
  const described = describeConfig(config);
  if (options.json === true) context.json(described);
  else
    context.print(...Object.entries(described).flatMap(([name, value]) => lines(name, value, '')));
}

function lines(name: string, value: unknown, indent: string): string[] {
  if (Array.isArray(value)) return [`${indent}${name}: ${value.join(', ')}`];
  if (typeof value !== 'object' || value === null) return [`${indent}${name}: ${String(value)}`];
  return [
    `${indent}${name}:`,
    ...Object.entries(value).flatMap(([key, inner]) => lines(key, inner, `${indent}  `)),
  ];
}

const HELP = `
Examples:
  $ carnet config
  $ CARNET_REGIONS=eu CARNET_PORT=8080 carnet config --json

Variables: CARNET_DATA_DIR, CARNET_REGIONS, CARNET_OVERLAYS, CARNET_HOST, CARNET_PORT, CARNET_ORIGIN, CARNET_IDENTITY,
CARNET_EVIDENCE_LIMIT, CARNET_LOG_LEVEL, CARNET_URL, CARNET_TOKEN, and for each region under policies/
CARNET_DATABASE_<REGION> and CARNET_KEY_<REGION> (CARNET_DATABASE_NORTH_AMERICA)

Exit codes: 0 printed, 2 the environment holds mistakes (all are listed).`;
