import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../parts/words.ts';
import { Question } from './question.tsx';
import type { ManifestInHand } from './use-manifest.ts';

const SHOWN = 5;

/** What decides most and nobody has said yet. An answer goes into the manifest, and the next question comes up. */
export function Questions({ manifest }: { readonly manifest: ManifestInHand }): ReactNode {
  const needed = manifest.questions.filter((question) => question.needed);
  const deciding = manifest.questions.filter((question) => !question.needed);
  const shown = [...needed, ...deciding.slice(0, SHOWN)];
  const rest = manifest.questions.length - shown.length;
  return (
    <Paper p="md" component="section" aria-label="Questions">
      <Stack gap="md">
        <div>
          <Title order={2} size="h4">
            What decides most
          </Title>
          <Text size="sm" c="dimmed">
            Answers go into the manifest.{' '}
            {rest > 0 && `${counted(rest, 'more question')} after these.`}
          </Text>
        </div>
        {shown.map((question) => (
          <Question
            key={question.fact}
            question={question}
            onAnswer={(value) => manifest.answer(question, value)}
          />
        ))}
      </Stack>
    </Paper>
  );
}
