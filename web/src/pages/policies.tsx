import {
  Anchor,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { policiesQuery } from '../api/queries.ts';
import type { Policy, Rule } from '../api/types.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Loading, Trouble } from '../parts/states.tsx';
import { When } from '../parts/when.tsx';
import { counted, regionName } from '../parts/words.ts';
import { RuleCard } from './policies/rule-card.tsx';

export function PoliciesPage(): ReactNode {
  const policies = useQuery(policiesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const pack = policies.data?.find((one) => one.pack === chosen) ?? policies.data?.[0];
  return (
    <>
      <PageHead title="Policies">
        The rules that cases are judged by, each with its source and the examples that prove it.
      </PageHead>
      {policies.isPending && <Loading />}
      {policies.isError && (
        <Trouble error={policies.error} onAgain={() => void policies.refetch()} />
      )}
      {policies.data !== undefined && pack !== undefined && (
        <Stack gap="lg">
          <SegmentedControl
            aria-label="Pack"
            value={pack.pack}
            onChange={setChosen}
            data={policies.data.map(({ pack: name, rules }) => ({
              value: name,
              label: `${regionName(name)} (${rules.length})`,
            }))}
            className="choice"
          />
          <PackRules key={pack.pack} pack={pack} />
        </Stack>
      )}
    </>
  );
}

function PackRules({ pack }: { readonly pack: Policy }): ReactNode {
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed, 150);
  const rules = pack.rules.filter((rule) => matches(rule, wanted));
  return (
    <Stack gap="md">
      <Paper p="lg">
        <Title order={2} size="h4">
          {pack.title}
        </Title>
        <Text size="sm" c="dimmed" mt={4}>
          Version {pack.version}, published <When at={pack.published_at} as="day" />.{' '}
          {pack.not_legal_advice}
        </Text>
      </Paper>
      <Group>
        <TextInput
          aria-label="Search rules"
          placeholder="Rule, article, document or word"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w={340}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {counted(rules.length, 'rule')}
        </Text>
      </Group>
      {byInstrument(rules).map(([instrument, items]) => (
        <section key={instrument} aria-label={instrument}>
          <Group justify="space-between" mb="xs">
            <Title order={3} size="h4">
              {instrument}
            </Title>
            {items[0] !== undefined && (
              <Anchor href={items[0].source} target="_blank" rel="noreferrer" size="sm">
                Source
              </Anchor>
            )}
          </Group>
          <Stack gap="xs">
            {items.map((rule) => (
              <RuleCard key={rule.rule} rule={rule} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

function byInstrument(rules: readonly Rule[]): [string, Rule[]][] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    groups.set(rule.instrument, [...(groups.get(rule.instrument) ?? []), rule]);
  }
  return [...groups].toSorted(([a], [b]) => a.localeCompare(b));
}

function matches(rule: Rule, wanted: string): boolean {
  const { title, citation, statement, jurisdiction, documents } = rule;
  const text = [rule.rule, title, citation, statement, jurisdiction, ...documents]
    .join(' ')
    .toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
