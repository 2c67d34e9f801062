/** Goes on with a rule that has not its form: what is sound in it is checked all the same, so that nothing is told one mistake at a time. */
import { isRecord } from './cel/refs.ts';
import { asRule, READINESS, READINESS_RULE } from './readiness-shape.ts';
import { type PackFile, RULE, type RuleFile } from './rule-shape.ts';
import { fits, type Shape } from './shape.ts';
import { YamlSource } from './yaml-source.ts';

/** Stands in for parts that are missing or have not their form; none of it is ever handed out. */
const STAND_IN: RuleFile = {
  id: '',
  title: '',
  jurisdiction: '',
  cite: { source: '', at: '' },
  statement: '',
  inForce: { from: '1970-01-01' },
  reach: 'either',
  when: 'true',
  effect: 'question',
  severity: 'low',
  stage: 'documentation',
  inFlight: 'reevaluate',
  review: { last: '1970-01-01', level: 'memory', recheck: true },
  cases: [],
};

/** The rule with stand-ins for what is unsound, and the pack that knows these; null where nothing can be read. */
export function soundParts(
  { data, file }: YamlSource,
  pack: PackFile,
): { readonly file: RuleFile; readonly pack: PackFile } | null {
  const isQuestion = pack.kind === READINESS;
  const shape: Shape = isQuestion ? READINESS_RULE : RULE;
  if (!isRecord(data) || shape.is !== 'object') return null;
  // The mistakes of form were reported already.
  const unheard = YamlSource.of(data, file);
  const sound = Object.entries(data).filter(([key, value]) => {
    const field = shape.fields[key];
    return field !== undefined && fits(unheard, value, field.shape, [key]);
  });
  const [jurisdiction = ''] = pack.jurisdictions;
  const read = { ...STAND_IN, jurisdiction, ...Object.fromEntries(sound) };
  return {
    file: isQuestion ? asRule(read) : read,
    pack: { ...pack, sources: { ...pack.sources, '': { title: '', url: '' } } },
  };
}
