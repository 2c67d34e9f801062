import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Command } from 'commander';
import { loadCatalog } from '../../policy/load.ts';
import type { CarnetClient } from '../client.ts';
import type { EvidenceView, RequestView } from '../client.types.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { ORGANISATION_OPTION, readWithOrganisation } from '../organisation.ts';
import { requestLines } from '../render-case.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';

interface SubmitOptions extends ServerOptions {
  readonly region?: readonly string[];
  readonly request?: string;
  readonly documents?: string;
  readonly organisation?: string;
}

export function registerSubmit(program: Command, context: CommandContext): void {
  const command = program
    .command('submit')
    .summary('submit a manifest, amend one, hand documents in')
    .description(
      'Submits a manifest: one request, one case per region. With --request it amends one instead.',
    )
    .argument('[manifest]', 'manifest file, YAML or JSON; `-` reads standard input')
    .option(
      '-r, --region <region...>',
      'only these regions (default: all that the manifest touches)',
    )
    .option(...ORGANISATION_OPTION)
    .option('--request <id>', 'amend this request instead of opening a new one')
    .option(
      '--documents <folder>',
      'hand in what the cases ask for: files named after document ids (dpia.md)',
    );
  withServer(command)
    .addHelpText('after', HELP)
    .action((manifest: string | undefined, options: SubmitOptions) =>
      submit(manifest, options, context),
    );
}

async function submit(
  path: string | undefined,
  options: SubmitOptions,
  context: CommandContext,
): Promise<void> {
  const { documents } = options;
  if (path === undefined && (options.request === undefined || documents === undefined)) {
    throw new UsageError(
      'nothing to submit',
      'name a manifest, or a request with --request and a folder with --documents',
    );
  }
  const files = documents === undefined ? [] : await documentFiles(documents);
  const client = await context.client(options);
  const request = await sendManifest(client, path, options, context);
  const handedIn = await handIn(client, request, files);
  const now = handedIn.length === 0 ? request : await client.getRequest(request.id);
  if (options.json === true) {
    context.json(handedIn.length === 0 ? now : { ...now, evidence: handedIn });
    return;
  }
  const style = context.style(options);
  context.print(
    ...requestLines(now, style),
    ...handedIn.map(
      ({ case_id: caseId, document, sha256 }) =>
        `  ${document} → ${caseId}  ${style.dim(sha256.slice(0, 12))}`,
    ),
    '',
    style.dim(`next: carnet status ${now.id}`),
  );
}

async function sendManifest(
  client: CarnetClient,
  path: string | undefined,
  options: SubmitOptions,
  context: CommandContext,
): Promise<RequestView> {
  if (path === undefined) return client.getRequest(options.request ?? '');
  const { organisation } = options;
  const text = await readWithOrganisation({ path, organisation }, () => loadCatalog(), context);
  if (options.request !== undefined) return client.amend(options.request, text, options.region);
  return client.submit(text, options.region);
}

interface DocumentFile {
  readonly document: string;
  readonly fileName: string;
  readonly path: string;
}

/** Files of a folder whose name, without its ending, can be a document id. */
async function documentFiles(folder: string): Promise<readonly DocumentFile[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    throw new UsageError(
      `cannot read the folder \`${folder}\``,
      'name a folder with files such as dpia.md',
    );
  }
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const files = names.toSorted().flatMap((fileName) => {
    const document = fileName.slice(0, fileName.length - extname(fileName).length);
    return /^[a-z][a-z0-9_]+$/u.test(document)
      ? [{ document, fileName, path: join(folder, fileName) }]
      : [];
  });
  if (files.length > 0) return files;
  throw new UsageError(
    `\`${folder}\` holds no documents`,
    'name the files after document ids: dpia.md, datasheet.pdf',
  );
}

/** Gives each case the documents that its findings miss, and no others. */
async function handIn(
  client: CarnetClient,
  request: RequestView,
  files: readonly DocumentFile[],
): Promise<EvidenceView[]> {
  if (files.length === 0) return [];
  const done: EvidenceView[] = [];
  for (const { id } of request.cases) {
    const { items } = await client.findings(id);
    // What is asked for from a later day on can wait until that day's law is read.
    const open = items.filter(({ finding }) => finding === 'open');
    const missing = new Set(open.flatMap((finding) => finding.missing));
    for (const { document, fileName, path } of files) {
      if (!missing.has(document)) continue;
      done.push(
        await client.uploadEvidence(id, {
          document,
          fileName,
          contentType: mediaType(fileName),
          from: { path },
        }),
      );
    }
  }
  return done;
}

function mediaType(fileName: string): string {
  return MEDIA_TYPES[extname(fileName).toLowerCase()] ?? 'application/octet-stream';
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.pdf': 'application/pdf',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.html': 'text/html',
};

const HELP = `
Examples:
  $ carnet submit manifest.yaml
  $ carnet submit manifest.yaml --region eu north-america
  $ carnet submit manifest.yaml --documents documents/
  $ carnet submit corrected.yaml --request req-…
  $ carnet submit --request req-… --documents documents/
${SERVER_EXIT_CODES}`;
