#!/usr/bin/env node
/**
 * A data source for Terraform's `external` provider: reads a question as one JSON object of strings on standard
 * input, asks `carnet gate`, and answers with one such object. A denial is an answer, so that a precondition can tell
 * the reasons; only a question that cannot be asked ends with another code than 0.
 *
 * Needs `carnet` on the PATH. The token comes from CARNET_TOKEN alone: what a query holds lies in the state.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const OPTIONS = {
  region: '--region',
  cloud_region: '--cloud-region',
  use_case: '--use-case',
  url: '--url',
  permit: '--permit',
  trust: '--trust',
  revocations: '--revocations',
};
const KNOWN = ['artifact', 'digest', 'jurisdictions', ...Object.keys(OPTIONS)];

function carnet(...argv) {
  const { error, status, stdout, stderr } = spawnSync('carnet', argv, { encoding: 'utf8' });
  if (error) throw new Error(`cannot run carnet: ${error.message}`);
  return { status, stdout, stderr };
}

function digestOf({ artifact = '', digest = '' }) {
  if (digest !== '') return digest;
  if (artifact === '') throw new Error('the query names neither `artifact` nor `digest`');
  const { status, stdout, stderr } = carnet('digest', '--', artifact);
  if (status !== 0) throw new Error(stderr.trim());
  return stdout.trim();
}

function argumentsOf(query, digest) {
  const options = Object.entries(OPTIONS).flatMap(([name, option]) =>
    query[name] ? [option, query[name]] : [],
  );
  const places = (query.jurisdictions ?? '').split(/\s+/u).filter((place) => place !== '');
  const strange = places.find((place) => place.startsWith('-'));
  if (strange !== undefined) throw new Error(`\`${strange}\` is no place`);
  const served = places.length > 0 ? ['--jurisdiction', ...places] : [];
  return ['gate', '--digest', digest, ...options, ...served, '--json'];
}

function reasonsOf({ reasons = [], checks = [] }) {
  const failed = checks.filter(({ result }) => result !== 'pass');
  return [
    ...reasons.map(({ code, detail }) => `${code}: ${detail}`),
    ...failed.map(({ check, detail }) => `${check}: ${detail}`),
  ];
}

function answerTo(query) {
  const strange = Object.keys(query).filter((name) => !KNOWN.includes(name));
  if (strange.length > 0) throw new Error(`the query names \`${strange.join(', ')}\``);
  const digest = digestOf(query);
  const { status, stdout, stderr } = carnet(...argumentsOf(query, digest));
  if (status !== 0 && status !== 1) throw new Error(`${stdout}${stderr}`.trim());
  const told = JSON.parse(stdout);
  if (told.decision === undefined) throw new Error(told.detail ?? stdout.trim());
  return {
    decision: status === 0 ? told.decision : 'deny',
    digest,
    permit: told.permit ?? '',
    expires_at: told.expires_at ?? '',
    reasons: reasonsOf(told).join('\n'),
  };
}

try {
  process.stdout.write(`${JSON.stringify(answerTo(JSON.parse(readFileSync(0, 'utf8'))))}\n`);
} catch (error) {
  process.stderr.write(`carnet gate: ${error.message}\n`);
  process.exitCode = 1;
}
