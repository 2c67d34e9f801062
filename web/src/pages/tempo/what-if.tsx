import { Group, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { queuesQuery, rulesQuery, whatIfQuery } from '../../api/tempo.ts';
import type { Change, Queues, RuleCost, TempoAsked, WhatIf } from '../../api/tempo-types.ts';
import { Bars } from '../../charts/bars.tsx';
import type { Column } from '../../charts/column.ts';
import { Figure } from '../../charts/figure.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Trouble } from '../../parts/states.tsx';
import { roleName } from './names.ts';
import { sayWhatIf } from './sentences.ts';
import { inDays, shortDays } from './units.ts';

interface WhatIfProps {
  readonly asked: TempoAsked;
}

/** What would shorten the way: the constraint, papers and the dearest rule to begin with; anything else by choice. */
export function WhatIfFigure({ asked }: WhatIfProps): ReactNode {
  const queues = useQuery(queuesQuery(asked));
  const rules = useQuery(rulesQuery(asked));
  return (
    <Asked query={queues} rows={2}>
      {(waiting) => (
        <Asked query={rules} rows={2}>
          {({ items }) => (
            <Choices key={waiting.constraint} asked={asked} queues={waiting} rules={items} />
          )}
        </Asked>
      )}
    </Asked>
  );
}

interface ChoicesProps extends WhatIfProps {
  readonly queues: Queues;
  readonly rules: readonly RuleCost[];
}

interface Chosen {
  readonly role: string | null;
  readonly more: number;
  readonly days: number;
  readonly rule: string | null;
}

function Choices({ asked, queues, rules }: ChoicesProps): ReactNode {
  const [chosen, setChosen] = useState<Chosen>({
    role: queues.constraint ?? queues.items[0]?.role ?? null,
    more: 1,
    days: 5,
    rule: rules[0]?.rule ?? null,
  });
  const [settled] = useDebouncedValue(chosen, 300);
  const changes = changesOf(settled, rules);
  const answers = useQueries({ queries: changes.map(({ change }) => whatIfQuery(asked, change)) });
  const rows = changes.flatMap(({ name }, index) => {
    const data = answers[index]?.data;
    return data === undefined ? [] : [{ name, result: data.result }];
  });
  const error = answers.find((one) => one.error !== null)?.error;
  const patch = (next: Partial<Chosen>) => setChosen((now) => ({ ...now, ...next }));
  const controls = (
    <Group gap="sm" align="flex-end" mb="lg" role="group" aria-label="What if">
      <Select
        label="More people of"
        value={chosen.role}
        onChange={(role) => patch({ role })}
        data={queues.items
          .filter(({ role }) => role !== 'requester')
          .map(({ role }) => ({ value: role, label: roleName(role) }))}
        allowDeselect={false}
        w={220}
      />
      <Count label="How many" value={chosen.more} most={50} onChange={(more) => patch({ more })} />
      <Count
        label="Papers earlier by days"
        value={chosen.days}
        most={366}
        onChange={(days) => patch({ days })}
      />
      <Select
        label="Evidence reused for"
        value={chosen.rule}
        onChange={(rule) => patch({ rule })}
        data={rules.map(({ rule, title }) => ({
          value: rule,
          label: title === '' ? rule : title,
        }))}
        searchable
        allowDeselect={false}
        w={320}
        maw="100%"
      />
    </Group>
  );
  return (
    <>
      {error !== undefined && error !== null && <Trouble error={error} />}
      <Answers rows={rows} controls={controls} />
    </>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

function Count({ label, value, most, onChange }: CountProps): ReactNode {
  return (
    <NumberInput
      label={label}
      value={value}
      min={1}
      max={most}
      clampBehavior="strict"
      allowDecimal={false}
      onChange={(next) => {
        if (typeof next === 'number' && next >= 1) onChange(next);
      }}
      w={175}
    />
  );
}

interface Named {
  readonly name: string;
  readonly change: Change;
}

function changesOf({ role, more, days, rule }: Chosen, rules: readonly RuleCost[]): Named[] {
  const title = rules.find((one) => one.rule === rule)?.title ?? '';
  return [
    ...(role === null
      ? []
      : [
          {
            name: `${more} more of: ${roleName(role)}`,
            change: { change: 'people' as const, role, more },
          },
        ]),
    {
      name: `the papers begun ${days} days earlier`,
      change: { change: 'documents_earlier' as const, days },
    },
    ...(rule === null
      ? []
      : [
          {
            name: `evidence reused for “${title === '' ? rule : title}”`,
            change: { change: 'evidence_reused' as const, rule },
          },
        ]),
  ];
}

interface Answer {
  readonly name: string;
  readonly result: WhatIf['result'];
}

function daysColumn(
  head: string,
  of: (result: NonNullable<WhatIf['result']>) => number,
): Column<Answer> {
  return {
    head,
    tell: ({ result }) => shortDays(result === null ? null : of(result)),
    raw: ({ result }) => (result === null ? null : inDays(of(result))),
    isNumber: true,
  };
}

const COLUMNS: readonly Column<Answer>[] = [
  { head: 'What if', tell: ({ name }) => name },
  daysColumn('Saved, mean', ({ saved_mean: saved }) => saved.value),
  daysColumn('95 % from', ({ saved_mean: saved }) => saved.low),
  daysColumn('to', ({ saved_mean: saved }) => saved.high),
  daysColumn('Half took', ({ before }) => before.p50),
  daysColumn('Half would take', ({ after }) => after.p50),
  daysColumn('85 % took', ({ before }) => before.p85),
  daysColumn('85 % would take', ({ after }) => after.p85),
];

interface AnswersProps {
  readonly rows: readonly Answer[];
  readonly controls: ReactNode;
}

function Answers({ rows, controls }: AnswersProps): ReactNode {
  const says = sayWhatIf(rows);
  const known = rows.flatMap(({ name, result }) => (result === null ? [] : [{ name, ...result }]));
  return (
    <Figure
      title="What would shorten the way"
      says={says}
      columns={COLUMNS}
      rows={known.length === 0 ? [] : rows}
      file="tempo-what-if"
      controls={controls}
      note="The cases of this period replayed with one thing changed, and the days a case would have saved on average, with the 95 % interval. Work of others side by side goes on as it did, so this is rather too little than too much."
    >
      <Bars
        label={says}
        items={known.map(({ name, saved_mean: saved, before, after }) => ({
          key: name,
          name: name.charAt(0).toUpperCase() + name.slice(1),
          note: `half in ${shortDays(after.p50)} instead of ${shortDays(before.p50)}`,
          value: inDays(saved.value),
          low: inDays(saved.low),
          high: inDays(saved.high),
          told: `−${shortDays(saved.value)}`,
        }))}
      />
    </Figure>
  );
}
