import type { ReactNode } from 'react';
import type { CaseStatus, FindingWord, Outcome } from '../api/types.ts';
import { CalendarIcon, CheckIcon, DashIcon, HalfIcon, QuestionIcon, StopIcon } from './icons.tsx';
import { FINDINGS, OUTCOMES, STATUSES } from './words.ts';
import type { Tone } from './words.ts';

const ICONS = {
  bad: StopIcon,
  dark: QuestionIcon,
  open: HalfIcon,
  next: CalendarIcon,
  good: CheckIcon,
  calm: DashIcon,
} as const;

interface ToneProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly large?: boolean;
  readonly children: ReactNode;
}

/** How something stands, in word, sign and colour. */
export function ToneMark({ tone, title, large = false, children }: ToneProps): ReactNode {
  const Sign = ICONS[tone];
  return (
    <span className={`tone tone-${tone}${large ? ' tone-large' : ''}`} title={title}>
      <Sign />
      {children}
    </span>
  );
}

interface MarkProps<T> {
  readonly of: T;
  readonly large?: boolean;
}

export function OutcomeMark({ of, large = false }: MarkProps<Outcome>): ReactNode {
  const { label, tone, meaning } = OUTCOMES[of];
  return (
    <ToneMark tone={tone} title={meaning} large={large}>
      {label}
    </ToneMark>
  );
}

export function FindingMark({ of }: MarkProps<FindingWord>): ReactNode {
  const { label, tone, meaning } = FINDINGS[of];
  return (
    <ToneMark tone={tone} title={meaning}>
      {label}
    </ToneMark>
  );
}

export function StatusMark({ of, large = false }: MarkProps<CaseStatus>): ReactNode {
  const { label, tone, meaning } = STATUSES[of];
  return (
    <ToneMark tone={tone} title={meaning} large={large}>
      {label}
    </ToneMark>
  );
}
