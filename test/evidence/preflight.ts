import { existsSync } from 'node:fs';
import { runOn } from './read-pack.ts';

/** Where Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java put what Preflight needs. */
const JARS = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((name) => `/usr/share/java/${name}.jar`);

/** What Apache PDFBox Preflight says of a PDF/A-1b file, in one line; null where it is not installed. */
export function preflight(pdf: Uint8Array): string | null {
  if (!JARS.every((jar) => existsSync(jar))) return null;
  const main = 'org.apache.pdfbox.preflight.Validator_A1b';
  // It ends with 255 when it finds faults, and what it finds is what is asked for.
  const script = `java -cp ${JARS.join(':')} ${main} "$0" || true`;
  return runOn(pdf, 'sh', (path) => ['-c', script, path])?.trim() ?? null;
}
