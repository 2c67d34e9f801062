import { Anchor, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { referenceQuery } from '../../api/queries.ts';
import type { Rule } from '../../api/types.ts';
import { LinkIcon } from '../../parts/icons.tsx';
import { ToneMark } from '../../parts/tone.tsx';
import { When } from '../../parts/when.tsx';
import { counted, plain } from '../../parts/words.ts';
import type { Tone } from '../../parts/words.ts';

const SEVERITY: Readonly<Record<Rule['severity'], Tone>> = {
  critical: 'bad',
  high: 'open',
  medium: 'next',
  low: 'calm',
};

/** How far the wording was held against its source. */
const CHECKED: Readonly<Record<string, string>> = {
  official_copy: 'checked against the official text',
  secondary_2026: 'checked against a secondary source',
  memory: 'written from memory, not checked yet',
};

export function RuleCard({ rule }: { readonly rule: Rule }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Paper>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary style={{ padding: 'var(--mantine-spacing-sm) var(--mantine-spacing-md)' }}>
          <Group component="span" gap="sm" display="inline-flex" maw="calc(100% - 1.5rem)">
            <ToneMark tone={SEVERITY[rule.severity]}>{plain(rule.effect)}</ToneMark>
            <Text fw={600} component="span">
              {rule.title}
            </Text>
            <Text size="sm" c="dimmed" component="span">
              {rule.citation}
            </Text>
          </Group>
        </summary>
        {open && <RuleBody rule={rule} />}
      </details>
    </Paper>
  );
}

function RuleBody({ rule }: { readonly rule: Rule }): ReactNode {
  const { data: reference } = useQuery(referenceQuery);
  const titles = new Map(reference?.documents.map(({ id, title }) => [id, title]));
  const asks = [
    ...rule.documents.map((id) => titles.get(id) ?? plain(id)),
    ...rule.approvals.map((role) => `approval: ${plain(role).toLowerCase()}`),
  ];
  return (
    <Stack gap="sm" px="md" pb="md">
      <Text>{rule.statement}</Text>
      <Code block tabIndex={0} aria-label="Condition" style={{ whiteSpace: 'pre-wrap' }}>
        {rule.condition}
      </Code>
      {asks.length > 0 && (
        <Text size="sm">
          <strong>Asks for:</strong> {asks.join(' · ')}
        </Text>
      )}
      {rule.exceptions.map(({ id, at, text }) => (
        <Text size="sm" key={id}>
          <strong>Exception</strong> ({at}): {text}
        </Text>
      ))}
      {rule.remedy !== null && (
        <Text size="sm">
          <strong>What to do:</strong> {rule.remedy}
        </Text>
      )}
      {rule.penalty !== null && (
        <Text size="sm">
          <strong>Penalty:</strong> {rule.penalty}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        <code>{rule.rule}</code> version {rule.version} · {rule.jurisdiction} · in force from{' '}
        <When at={rule.from} as="day" />
        {rule.until !== null && (
          <>
            {' '}
            until <When at={rule.until} as="day" />
          </>
        )}{' '}
        · {CHECKED[rule.review.level] ?? rule.review.level}, last on{' '}
        <When at={rule.review.last} as="day" /> · proved by {counted(rule.cases, 'example')}
      </Text>
      <Anchor href={rule.source} target="_blank" rel="noreferrer" size="sm">
        The text of law <LinkIcon size={13} />
      </Anchor>
    </Stack>
  );
}
