import type { Command } from 'commander';
import type { PermitQuestion } from '../permits/permit-question.ts';
import { UsageError } from './cli.errors.ts';

/** What else is asked of a permit besides the artifact. */
export interface QuestionOptions {
  readonly cloudRegion?: string;
  readonly jurisdiction?: readonly string[];
  readonly useCase?: string;
  readonly at?: string;
}

export function withQuestion(command: Command): Command {
  return command
    .option('--cloud-region <region>', 'where it is to run: aws:eu-central-1')
    .option('--jurisdiction <place...>', 'places it is to serve: EU-DE')
    .option('--use-case <name>', 'what it is used for: credit_scoring')
    .option('--at <instant>', 'instant the question is about (default: now)');
}

/**
 * The question of the options.
 *
 * @throws {UsageError} the digest or the instant has not the form of one
 */
export function questionOf(
  digest: string | undefined,
  { cloudRegion, jurisdiction, useCase, at }: QuestionOptions,
): Omit<PermitQuestion, 'artifact'> & { readonly artifact: string | null } {
  return {
    artifact: digest === undefined ? null : artifactOf(digest),
    cloudRegion: cloudRegion ?? null,
    jurisdictions: jurisdiction ?? [],
    useCase: useCase ?? null,
    at: instantOf(at),
  };
}

/** @throws {UsageError} it is no SHA-256 digest */
export function artifactOf(digest: string): string {
  const [, hex] = /^(?:sha256:)?([0-9a-f]{64})$/u.exec(digest) ?? [];
  if (hex === undefined) {
    throw new UsageError(
      `\`${digest.slice(0, 80)}\` is no digest`,
      'write `sha256:` and 64 lower-case hex digits, as `carnet digest` prints it',
    );
  }
  return hex;
}

function instantOf(at: string | undefined): string {
  if (at === undefined) return new Date().toISOString();
  if (!/T.*(?:Z|[+-]\d\d:\d\d)$/u.test(at) || Number.isNaN(Date.parse(at))) {
    throw new UsageError(`\`${at}\` is no instant`, 'write 2026-12-24T08:00:00Z');
  }
  return new Date(at).toISOString();
}
