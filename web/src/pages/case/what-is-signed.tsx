import { Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { referenceQuery } from '../../api/queries.ts';
import type { FindingWord, Task } from '../../api/types.ts';
import { FindingMark } from '../../parts/tone.tsx';
import { FINDING_ORDER, plain } from '../../parts/words.ts';

/** Exactly what a decision on the task covers: what its hash is taken over. */
export function WhatIsSigned({ task }: { readonly task: Task }): ReactNode {
  const { data: reference } = useQuery(referenceQuery);
  const { findings = {}, documents = {} } = (task.shown ?? {}) as Shown;
  const words = Object.values(findings).map(({ finding }) => finding);
  const titles = new Map(reference?.documents.map(({ id, title }) => [id, title]));
  return (
    <Paper p="md" bg="var(--ground)">
      <Stack gap="xs">
        <Text size="sm" fw={650}>
          What your decision covers
        </Text>
        <div className="step-line">
          {FINDING_ORDER.map((word) => {
            const n = words.filter((one) => one === word).length;
            return n === 0 ? null : (
              <span key={word}>
                {n} <FindingMark of={word} />
              </span>
            );
          })}
        </div>
        <Text size="sm">
          {Object.keys(documents).length === 0
            ? 'No document'
            : Object.keys(documents)
                .map((id) => titles.get(id) ?? plain(id))
                .join(' · ')}
        </Text>
        <Text size="xs" c="dimmed" className="breaks">
          SHA-256 of all of it: <code>{task.seen}</code>
        </Text>
      </Stack>
    </Paper>
  );
}

interface Shown {
  readonly findings?: Readonly<Record<string, { readonly finding: FindingWord }>>;
  readonly documents?: Readonly<Record<string, string>>;
}
