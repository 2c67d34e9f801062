import type { PackModel } from './pack-model.ts';

/** Commands that check a pack, one list per step of the wording's `verify.steps`; a line per command. */
export function verifyCommands(model: PackModel): string[][] {
  const pack = `${model.case.id}.pdf`;
  const last = model.journal.events;
  return [
    [`pdfdetach -saveall -o evidence ${pack} && cd evidence`],
    ['sha256sum --check SHA256SUMS'],
    [`sed -n ${last}p events.jsonl | tr -d '\\n' | sha256sum    # ${model.journal.tail.hash}`],
    [`sha256sum manifest.json    # ${model.manifest.sha256}`],
    model.permit
      ? ['openssl dgst -sha256 -verify permit-key.pem -signature permit.sig permit.pae']
      : ['# this pack holds no permit'],
    [`pdfsig ../${pack}`],
    [`carnet verify ../${pack} --trust trust.json`],
  ];
}

/** Text of README.txt: the same steps with everything needed to type them. */
export function readmeText(model: PackModel): string {
  const [detach, sums, event, manifest] = verifyCommands(model);
  const pack = `../${model.case.id}.pdf`;
  const permit = [
    '5. The signature of the permit (the key must reach you by another way than this pack)',
    '   The signed bytes are: "DSSEv1 28 application/vnd.in-toto+json ", the length of the payload in bytes,',
    '   one space, the payload. With node, jq or python take payload and signature out of permit.dsse.json:',
    '',
    '   jq -r .payload permit.dsse.json | base64 -d > permit.json',
    '   jq -r .signatures[0].sig permit.dsse.json | base64 -d > permit.sig',
    "   { printf 'DSSEv1 28 application/vnd.in-toto+json %s ' $(wc -c < permit.json); cat permit.json; } > permit.pae",
    '   openssl dgst -sha256 -verify permit-key.pem -signature permit.sig permit.pae',
    '',
    '   permit.json is an in-toto statement: its subject is the SHA-256 of the artifact, its predicate names the',
    '   case, the place, the conditions, the expiry, and the journal event (seq and hash) that it builds on.',
  ];
  return [
    `Evidence pack of case ${model.case.id}`,
    '',
    'How to check it without Carnet',
    '',
    '1. Take the attachments out of the PDF',
    ...indented(detach),
    '2. None of them was changed since the pack was made',
    ...indented(sums),
    '3. The journal: each line of events.jsonl is one event, in the exact bytes that were hashed (RFC 8785 JSON).',
    '   The hash of line n is the member "prev" of line n + 1; the first "prev" is 64 zeros; "seq" counts from 1',
    '   without a gap. The last line:',
    ...indented(event),
    '4. The manifest that the verdict speaks of',
    ...indented(manifest),
    ...(model.permit ? permit : ['5. This pack holds no permit.']),
    '',
    ...sealText(pack),
    '7. All of it with Carnet',
    `   carnet verify ${pack} --trust trust.json`,
    '',
  ].join('\n');
}

/** A PDF tells where its seal stands: `/ByteRange [0 from to rest]`; the seal is the hexadecimal string between. */
function sealText(pack: string): string[] {
  return [
    '6. The seal over the whole file (PAdES; the certificate must reach you by another way than this pack)',
    ...indented([`pdfsig ${pack}`]),
    '   The same with OpenSSL alone, where certificate.pem is the one you trust:',
    '',
    ...indented([
      `set -- $(grep -a -o '/ByteRange *\\[[ 0-9]*' ${pack} | tail -n 1 | tr -d '[')    # /ByteRange 0 from to`,
      `{ head -c "$3" ${pack}; tail -c +"$(($4 + 1))" ${pack}; } > sealed.bin`,
      `tail -c +"$(($3 + 2))" ${pack} | head -c "$(($4 - $3 - 2))" | xxd -r -p > seal.der`,
      'openssl cms -verify -cades -binary -inform DER -in seal.der -content sealed.bin \\',
      '  -CAfile certificate.pem -purpose any -out /dev/null',
    ]),
  ];
}

function indented(lines: readonly string[] = []): string[] {
  return [...lines.map((line) => `   ${line}`), ''];
}
