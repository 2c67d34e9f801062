import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Empty } from '../parts/states.tsx';
import { counted, FINDING_ORDER } from '../parts/words.ts';
import { FindingCard } from './finding-card.tsx';
import type { AnyFinding } from './finding-card.tsx';
import { isPressing } from './pressing.ts';

interface FindingGroupsProps {
  readonly findings: readonly AnyFinding[];
  /** Level of the headings of the groups. */
  readonly order?: 2 | 3 | 4;
}

/** Findings by instrument, the ones that stand in the way first; the rest on asking. */
export function FindingGroups({ findings, order = 3 }: FindingGroupsProps): ReactNode {
  const pressing = findings.filter(isPressing);
  const [shown, setShown] = useState<'pressing' | 'all'>(pressing.length > 0 ? 'pressing' : 'all');
  const groups = byInstrument(shown === 'all' ? findings : pressing);
  return (
    <Stack gap="lg">
      <SegmentedControl
        aria-label="Which findings"
        value={shown}
        onChange={(next) => setShown(next === 'all' ? 'all' : 'pressing')}
        data={[
          { value: 'pressing', label: `To look at (${pressing.length})` },
          { value: 'all', label: `All (${findings.length})` },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {groups.length === 0 && (
        <Empty title="Nothing stands in the way">
          Every rule that reaches this model is met, exempt, or applies on a later day.
        </Empty>
      )}
      {groups.map(([instrument, items]) => (
        <section key={instrument} aria-label={instrument}>
          <Group justify="space-between" mb="xs">
            <Title order={order} size="h4">
              {instrument}
            </Title>
            <Text size="sm" c="dimmed">
              {counted(items.length, 'finding')}
            </Text>
          </Group>
          <Stack gap="xs">
            {items.map((finding) => (
              <FindingCard key={`${finding.rule} ${finding.jurisdiction}`} finding={finding} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

/** The instrument with the worst finding first; within it the worst first. */
function byInstrument(findings: readonly AnyFinding[]): [string, AnyFinding[]][] {
  const groups = new Map<string, AnyFinding[]>();
  for (const finding of findings.toSorted((a, b) => rank(a) - rank(b))) {
    const name = instrumentOf(finding);
    groups.set(name, [...(groups.get(name) ?? []), finding]);
  }
  return [...groups];
}

/** A check does not name the instrument; its citation begins with it. */
function instrumentOf({ instrument, citation }: AnyFinding): string {
  return instrument ?? citation.split(', ')[0] ?? citation;
}

function rank({ finding }: AnyFinding): number {
  return FINDING_ORDER.indexOf(finding);
}
