/** One rule under an overlay. */
import type { Reference, Rule } from '../catalog.types.ts';
import { suggest } from '../shape.ts';
import type { Path, YamlSource } from '../yaml-source.ts';
import { STRICTNESS, type Tightening } from './overlay-shape.ts';

interface Place {
  readonly source: YamlSource;
  readonly reference: Reference;
}

/** The rule with what an overlay adds; what would loosen it, or do nothing, is reported. */
export function tightenRule(rule: Rule, change: Tightening, place: Place): Rule {
  const at = ['tighten', rule.id];
  const effect = effectOf(rule, change, place.source);
  const requires = {
    ...rule.requires,
    documents: added(place, [...at, 'requires', 'documents'], {
      stands: rule.requires.documents,
      adds: change.requires?.documents ?? [],
      known: place.reference.documents,
      what: 'document',
    }),
    approvals: added(place, [...at, 'requires', 'approvals'], {
      stands: rule.requires.approvals,
      adds: change.requires?.approvals ?? [],
      known: place.reference.roles,
      what: 'role',
    }),
  };
  const tightened = { ...rule, effect, requires, exceptions: exceptionsOf(rule, change, place) };
  checkSense(rule, tightened, change, place.source);
  return tightened;
}

function effectOf(
  rule: Rule,
  { effect = rule.effect }: Tightening,
  source: YamlSource,
): Rule['effect'] {
  if (STRICTNESS[effect] >= STRICTNESS[rule.effect]) return effect;
  source.report(
    ['tighten', rule.id, 'effect'],
    `\`${effect}\` loosens \`${rule.id}\`, which has \`${rule.effect}\``,
    'an overlay may only tighten',
  );
  return rule.effect;
}

/** A duty that asks for nothing is met by everybody, and papers cannot lift a block. */
function checkSense(before: Rule, after: Rule, change: Tightening, source: YamlSource): void {
  const { documents, approvals, when } = after.requires;
  const asks = documents.length + approvals.length > 0 || when !== null;
  const at = ['tighten', before.id];
  if (after.effect === 'question') {
    source.reportKey(at, `\`${before.id}\` is a question and has no force to tighten`);
  } else if (after.effect !== before.effect && after.effect !== 'block' && !asks) {
    const message = `\`${after.effect}\` on \`${before.id}\` asks for nothing, so everybody would meet it`;
    source.report([...at, 'effect'], message, 'name documents or approvals under `requires`');
  } else if (isSilent(after) && change.requires) {
    const message = `\`${before.id}\` has effect \`${after.effect}\`: papers change nothing`;
    source.report([...at, 'requires'], message, 'state a stricter effect, or leave `requires` out');
  }
}

function isSilent({ effect }: Rule): boolean {
  return effect === 'block' || effect === 'warn';
}

interface Addition {
  readonly stands: readonly string[];
  readonly adds: readonly string[];
  readonly known: ReadonlyMap<string, unknown>;
  readonly what: string;
}

function added({ source }: Place, path: Path, { stands, adds, known, what }: Addition): string[] {
  for (const [index, word] of adds.entries()) {
    if (known.has(word)) continue;
    source.report(
      [...path, index],
      `unknown ${what} \`${word}\``,
      suggest(word, [...known.keys()]),
    );
  }
  return [...new Set([...stands, ...adds])];
}

function exceptionsOf(rule: Rule, change: Tightening, { source }: Place): Rule['exceptions'] {
  const removed = change.exceptions?.remove ?? [];
  const known = rule.exceptions.map(({ id }) => id);
  for (const [index, id] of removed.entries()) {
    if (known.includes(id)) continue;
    const path = ['tighten', rule.id, 'exceptions', 'remove', index];
    source.report(path, `\`${rule.id}\` has no exception \`${id}\``, suggest(id, known));
  }
  return rule.exceptions.filter(({ id }) => !removed.includes(id));
}
