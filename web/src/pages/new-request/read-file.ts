/** A file as the API takes it. */
export interface ReadFile {
  readonly name: string;
  readonly content: string;
  readonly encoding: 'utf8' | 'base64';
}

const PARQUET_FOOTER = 1024 ** 2;
/** The header and a few rows: what a column is called stands in the first line. */
const TABLE_HEAD = 64 * 1024;

/** Reads what the server needs of a file: of a table its header, of a Parquet file its footer. */
export async function readFile(file: File): Promise<ReadFile> {
  const { name } = file;
  if (/\.parquet$/iu.test(name)) {
    const footer = file.slice(Math.max(0, file.size - PARQUET_FOOTER));
    return { name, content: await base64Of(footer), encoding: 'base64' };
  }
  if (/\.[ct]sv$/iu.test(name)) {
    const [head = ''] = (await file.slice(0, TABLE_HEAD).text()).split(/\r?\n/u);
    return { name, content: `${head}\n`, encoding: 'utf8' };
  }
  return { name, content: await file.text(), encoding: 'utf8' };
}

/** Whether a file is a manifest itself, and nothing that one is drafted from. */
export function isManifest({ name, content }: ReadFile): boolean {
  if (!/\.(?:ya?ml|json)$/iu.test(name)) return false;
  const others = /^flavors:|"bomFormat"|"signature"\s*:\s*\{/mu;
  return !others.test(content);
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCodePoint(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
