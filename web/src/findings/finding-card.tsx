import { Anchor, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CheckFinding, FactLeaf, Finding } from '../api/types.ts';
import { LinkIcon } from '../parts/icons.tsx';
import { FindingMark } from '../parts/tone.tsx';
import { When } from '../parts/when.tsx';
import { FINDINGS } from '../parts/words.ts';
import { WaysList } from './ways-list.tsx';

/** What a check and a case both say of a rule, and what only a case knows. */
export type AnyFinding = CheckFinding & Partial<Finding>;

/** One rule's word on a case: folded to a line, unfolded to everything that it rests on. */
export function FindingCard({ finding }: { readonly finding: AnyFinding }): ReactNode {
  const [open, setOpen] = useState(false);
  const { title, citation, finding: word } = finding;
  return (
    <Paper className={`edge edge-${FINDINGS[word].tone}`}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary style={{ padding: 'var(--mantine-spacing-sm) var(--mantine-spacing-md)' }}>
          <Group component="span" gap="sm" display="inline-flex" maw="calc(100% - 1.5rem)">
            <FindingMark of={word} />
            <Text fw={600} component="span">
              {title}
            </Text>
            <Text size="sm" c="dimmed" component="span">
              {citation}
            </Text>
          </Group>
        </summary>
        {open && <FindingBody finding={finding} />}
      </details>
    </Paper>
  );
}

function FindingBody({ finding }: { readonly finding: AnyFinding }): ReactNode {
  const { statement, because, exception, remedy, ways = [], facts, from } = finding;
  return (
    <Stack gap="md" px="md" pb="md">
      {statement !== undefined && <Text>{statement}</Text>}
      <Part title="Why">
        <ul className="words-list">
          {because.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Part>
      {exception !== null && (
        <Part title="Exception used">
          {exception.text} ({exception.citation})
        </Part>
      )}
      {ways.length > 0 && (
        <Part title="What would make it pass">
          <WaysList ways={ways} />
        </Part>
      )}
      {remedy !== '' && <Part title="What to do">{remedy}</Part>}
      {finding.costOfSkipping !== undefined && (
        <Part title="What it costs to skip">{finding.costOfSkipping}</Part>
      )}
      <DecidingFacts facts={facts} />
      <Group gap="lg">
        <Anchor href={finding.source} target="_blank" rel="noreferrer" size="sm">
          The text of law <LinkIcon size={13} />
        </Anchor>
        <Text size="sm" c="dimmed">
          <code>{finding.rule}</code>
          {from > '1970-01-01' && (
            <>
              {' '}
              applies from <When at={from} as="day" />
            </>
          )}
        </Text>
      </Group>
    </Stack>
  );
}

function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <Text size="sm" fw={650} mb={2}>
        {title}
      </Text>
      <Text size="sm" component="div" className="breaks">
        {children}
      </Text>
    </div>
  );
}

function DecidingFacts({ facts }: { readonly facts: readonly FactLeaf[] }): ReactNode {
  if (facts.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={520} type="native">
      <Table fz="sm" verticalSpacing={6} horizontalSpacing="xs" captionSide="top">
        <Table.Caption ta="left">Facts that decided</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Fact</Table.Th>
            <Table.Th>Stated</Table.Th>
            <Table.Th>Asked</Table.Th>
            <Table.Th>True?</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.map((leaf) => (
            <Table.Tr key={`${leaf.fact} ${leaf.operator} ${said(leaf.expected)}`}>
              <Table.Td>
                <code>{leaf.fact}</code>
              </Table.Td>
              <Table.Td>
                {leaf.value === undefined ? 'nobody stated it' : said(leaf.value)}
              </Table.Td>
              <Table.Td>
                {leaf.operator} {said(leaf.expected)}
              </Table.Td>
              <Table.Td>{TRUTH[leaf.truth]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const TRUTH = { true: 'yes', false: 'no', unknown: 'cannot tell' } as const;

function said(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(said).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
