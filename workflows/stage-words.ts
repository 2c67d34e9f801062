import type { StageWords } from './blocks.ts';

/** Stages that more than one region has, under the same words. */
export const ASSESSMENT_WORDS: readonly StageWords[] = [
  {
    stage: 'residency',
    title: 'Data residency review',
    factor: 'data',
    kind: 'review',
    due: 'P5D',
  },
  { stage: 'features', title: 'Feature review', factor: 'data', kind: 'review', due: 'P5D' },
  {
    stage: 'documentation',
    title: 'Documentation review',
    factor: 'regulation',
    kind: 'review',
    due: 'P5D',
  },
  {
    stage: 'validation',
    title: 'Independent validation',
    factor: 'complexity',
    kind: 'review',
    due: 'P10D',
  },
];

export const OPINION_WORDS: StageWords = {
  stage: 'opinion',
  title: "Data protection officer's opinion",
  factor: 'regulation',
  kind: 'opinion',
  due: 'P5D',
};

export const APPROVAL_WORDS: StageWords = {
  stage: 'approval',
  title: 'Compliance approval',
  factor: 'regulation',
  kind: 'approve',
  due: 'P5D',
};

export const AUDIT_WORDS: StageWords = {
  stage: 'audit',
  title: 'Third-party audit',
  factor: 'regulation',
  kind: 'audit',
  due: 'P30D',
};
