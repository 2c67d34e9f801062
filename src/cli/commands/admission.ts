import type { Command } from 'commander';
import { admit } from '../../admission/admission.ts';
import { type Listening, listen } from '../../admission/admission-server.ts';
import { Fresh } from '../../admission/fresh.ts';
import { AdmissionFileError } from '../../admission/admission.errors.ts';
import { knownRegions } from '../../config/known-regions.ts';
import { loadCatalog } from '../../policy/load.ts';
import { askerOf, readSettings, readTls, type Settings } from '../admission/settings.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { untilStopped } from '../until-stopped.ts';

interface AdmissionOptions extends CommonOptions {
  readonly config: string;
  readonly cert?: string;
  readonly key?: string;
  readonly clientCa?: string;
  readonly host: string;
  readonly port: string;
  readonly reload: string;
  readonly check?: boolean;
}

/** Kubernetes' question: may this pod run here, now? */
export function registerAdmission(program: Command, context: CommandContext): void {
  program
    .command('admission')
    .summary('answer a Kubernetes cluster whether what is put into it may run')
    .description(
      'Serves a validating admission webhook: workloads whose models have no permit for the region of their\n' +
        'namespace are denied, or warned of. See docs/kubernetes.md.',
    )
    .requiredOption('--config <file>', 'what is asked of which namespace')
    .option('--cert <file>', 'certificate to present, PEM; read anew when it changes')
    .option('--key <file>', 'its private key, PEM')
    .option('--client-ca <file>', 'let in only callers with a certificate of this authority')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', '8443')
    .option('--reload <seconds>', 'how often files are looked at for changes', '10')
    .option('--check', 'only read the configuration and what it names')
    .addHelpText('after', HELP)
    .action(async (options: AdmissionOptions) => {
      await (options.check === true ? check(options, context) : serve(options, context));
    });
}

async function check(options: AdmissionOptions, context: CommandContext): Promise<void> {
  const { config } = await readSettings(options.config, knownPlaces());
  const { namespaces, gate } = config;
  if (options.json === true) context.json({ namespaces, gate });
  else context.print(...namespaces.map((one) => `${one.namespace}  ${one.region}  ${one.mode}`));
}

async function serve(options: AdmissionOptions, context: CommandContext): Promise<void> {
  const { cert, key, clientCa } = options;
  if (cert === undefined || key === undefined) {
    throw new UsageError('the webhook needs --cert and --key', 'Kubernetes speaks only TLS to it');
  }
  const everyMs = secondsOf(options.reload) * 1000;
  const known = knownPlaces();
  const onFailure = (error: unknown): void => context.warn(`carnet: ${String(error)}`);
  const settings = await Fresh.start<Settings>(
    { read: async () => readSettings(options.config, known), onFailure },
    everyMs,
  );
  const paths = { cert, key, ...(clientCa === undefined ? {} : { clientCa }) };
  let listening: Listening | undefined;
  const tls = await Fresh.start(
    {
      read: async () => readTls(paths),
      onChange: (files) => {
        listening?.renew(files);
        context.warn(`presents the renewed certificate in \`${cert}\``);
      },
      onFailure,
    },
    everyMs,
  );
  const { io } = context;
  try {
    listening = await listen({
      host: options.host,
      port: portOf(options.port),
      tls: tls.value,
      onFailure,
      answer: async (body) =>
        admit(body, {
          config: () => settings.value.config,
          ask: () => askerOf(settings.value, io.now),
          log: (line) => context.print(JSON.stringify({ at: io.now().toISOString(), ...line })),
          onFailure,
        }),
    });
  } catch (error) {
    throw asUsage(error, cert);
  }
  const { port } = listening;
  const stop = async (): Promise<void> => listening.close();
  context.warn(`answers https://${options.host}:${String(port)}/admit; SIGTERM stops it`);
  await untilStopped(async () => {
    settings.stop();
    tls.stop();
    await stop();
  }, context);
}

function knownPlaces() {
  return { regions: knownRegions(), cloudRegions: loadCatalog().reference.cloudRegions };
}

/** What OpenSSL says of a certificate is told with its file; an address in use is told as it is. */
function asUsage(error: unknown, cert: string): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  const isTls = typeof code === 'string' && /^ERR_(?:OSSL|SSL|TLS)/u.test(code);
  return isTls ? new AdmissionFileError(cert, `cannot be served with its key (${code})`) : error;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/u.test(text) && port <= 65_535) return port;
  throw new UsageError(`\`${text}\` is no port`, 'write a number such as 8443');
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/u.test(text) && seconds >= 0.05 && seconds <= 3600) return seconds;
  throw new UsageError(`\`${text}\` is no time between looks`, 'write seconds, from 0.05 to 3600');
}

const HELP = `
Examples:
  $ carnet admission --config admission.yaml --check
  $ carnet admission --config admission.yaml --cert tls.crt --key tls.key --host 0.0.0.0

Everything that it refuses or warns of is one line of JSON on standard output.

Exit codes: 0 stopped in order, or the configuration is sound, 2 the configuration or a file cannot be used, 3 it could
not start.`;
