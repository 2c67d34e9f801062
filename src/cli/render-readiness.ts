import type { CheckFinding } from '../intake/check.types.ts';
import type { Factor } from '../policy/policy.types.ts';
import { FACTORS } from '../policy/policy.types.ts';
import { counted, harmless, wrap } from './style.ts';
import type { Style } from './style.ts';

interface ReadinessView {
  readonly style: Style;
  /** Each open question in full, with what to do and what it costs to skip; else one line each. */
  readonly all: boolean;
}

const FACTOR_WIDTH = 12;
const INDENT = ' '.repeat(2 + FACTOR_WIDTH);

/** Questions of readiness for people: how many are answered, then the open ones by factor. Nothing when none was asked. */
export function readinessLines(findings: readonly CheckFinding[], view: ReadinessView): string[] {
  if (findings.length === 0) return [];
  const { style, all } = view;
  const open = findings.filter(({ finding }) => finding !== 'met');
  const answered = `${findings.length - open.length} of ${counted(findings.length, 'question')} answered`;
  return [
    style.bold(style.cyan(`READINESS: not law, it costs time to skip (${answered})`)),
    ...FACTORS.flatMap((factor) => factorLines(factor, open, view)),
    ...(all || open.length === 0
      ? []
      : [style.dim('  --all says what to do, and what each costs to skip')]),
    '',
  ];
}

function factorLines(factor: Factor, open: readonly CheckFinding[], view: ReadinessView): string[] {
  const own = open.filter((finding) => finding.factor === factor);
  return own.flatMap((finding, index) => questionLines(finding, index === 0 ? factor : '', view));
}

function questionLines(
  { title, remedy, missing, costOfSkipping = '' }: CheckFinding,
  label: string,
  { style, all }: ReadinessView,
): string[] {
  const [first = '', ...rest] = wrap(harmless(title), style.width, INDENT);
  return [
    `  ${style.dim(label.padEnd(FACTOR_WIDTH))}${first.slice(INDENT.length)}`,
    ...rest,
    ...(all
      ? [
          ...detail('to do', remedy, style),
          ...detail('missing', missing.join(', '), style),
          ...detail('skipped', costOfSkipping, style),
        ]
      : []),
  ];
}

function detail(label: string, text: string, style: Style): string[] {
  const within = `${INDENT}${' '.repeat(9)}`;
  return wrap(harmless(text), style.width, within).map((line, index) =>
    index === 0 ? `${INDENT}${style.dim(label.padEnd(9))}${line.slice(within.length)}` : line,
  );
}
