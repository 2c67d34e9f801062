import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openssl } from '../evidence/openssl.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A self-signed certificate for a service of a cluster that is reached on this machine. */
export function certificate(folder: string, name: string): Certificate {
  const script = `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=${name}' \\
    -addext subjectAltName=IP:127.0.0.1,DNS:carnet-admission.carnet.svc -keyout ${name}.key -out ${name}.crt`;
  openssl(['-e', '-c', script], folder);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
}
