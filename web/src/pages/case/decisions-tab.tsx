import { Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { decisionsQuery } from '../../api/queries.ts';
import type { Case, Decision } from '../../api/types.ts';
import { Empty, Loading, Trouble } from '../../parts/states.tsx';
import { ToneMark } from '../../parts/tone.tsx';
import { When } from '../../parts/when.tsx';
import { plain } from '../../parts/words.ts';
import type { Tone } from '../../parts/words.ts';

export function DecisionsTab({ item }: { readonly item: Case }): ReactNode {
  const decisions = useQuery(decisionsQuery(item.id));
  if (decisions.isPending) return <Loading />;
  if (decisions.isError) return <Trouble error={decisions.error} />;
  if (decisions.data.length === 0) {
    return (
      <Empty title="Nobody has decided yet">
        Each decision stands here with its person, role and reason, and the hash of what they saw.
      </Empty>
    );
  }
  return (
    <Stack gap="sm">
      {decisions.data.toReversed().map((decision) => (
        <DecisionRow key={decision.id} decision={decision} />
      ))}
    </Stack>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  approve: 'good',
  overturn: 'good',
  meet_condition: 'good',
  resume: 'good',
  reject: 'bad',
  revoke: 'bad',
  suspend: 'bad',
  request_changes: 'open',
};

function DecisionRow({ decision }: { readonly decision: Decision }): ReactNode {
  const { kind, stage, role, person, reason, decided_at: at, seen, voided_seq: voided } = decision;
  const fell = typeof voided === 'number';
  return (
    <Paper p="md">
      <Stack gap={6}>
        <Group gap="sm">
          <ToneMark tone={fell ? 'calm' : (TONES[kind] ?? 'next')}>
            {plain(kind)}
            {fell ? ', fallen' : ''}
          </ToneMark>
          <Text fw={600}>
            {person.name}, {plain(role).toLowerCase()}
          </Text>
          <Text size="sm" c="dimmed">
            {plain(stage)} · <When at={at} />
            {decision.stands_in_for === null ? '' : ` · in the place of ${decision.stands_in_for}`}
          </Text>
        </Group>
        <Text className="breaks">{reason}</Text>
        {decision.rule !== null && (
          <Text size="sm">
            Rule <code>{decision.rule}</code>
          </Text>
        )}
        {fell && (
          <Text size="sm" c="dimmed">
            What it was made on changed; see event {voided} of the timeline.
          </Text>
        )}
        {typeof seen === 'string' && (
          <Text size="xs" c="dimmed" className="breaks">
            Saw <code>{seen}</code>
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
