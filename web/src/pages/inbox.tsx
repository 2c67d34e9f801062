import { Group, Kbd, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { inboxCountsQuery, inboxQuery } from '../api/queries.ts';
import type { InboxView } from '../api/queries.ts';
import { Asked } from '../parts/asked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RegionSelect } from '../parts/region-select.tsx';
import { Empty } from '../parts/states.tsx';
import { TaskList } from './inbox/task-list.tsx';

const VIEWS: readonly (readonly [InboxView, string])[] = [
  ['all', 'All'],
  ['mine', 'Mine'],
  ['unclaimed', 'Nobody’s'],
  ['overdue', 'Overdue'],
];

const NOTHING: Readonly<Record<InboxView, string>> = {
  all: 'When a case needs something from one of your roles, it shows here with its due date.',
  mine: 'You are on no task. Take one from “All”, so that others of your role see it.',
  unclaimed: 'Somebody is on every task that waits for your roles.',
  overdue: 'Everything is in time.',
};

export function InboxPage(): ReactNode {
  const { view = 'all', region } = useSearch({ from: '/signed-in/inbox' });
  const tasks = useQuery(inboxQuery(view, region));
  return (
    <>
      <PageHead title="Inbox">What waits for you and your roles, first due first.</PageHead>
      <Narrow view={view} region={region} />
      <Asked query={tasks}>
        {({ items, next_cursor: more }) =>
          items.length === 0 ? (
            <Empty title="Nothing waits here">{NOTHING[view]}</Empty>
          ) : (
            <>
              <TaskList tasks={items} />
              {typeof more === 'string' && (
                <Text size="sm" c="dimmed" mt="sm">
                  These are the first {items.length}. Narrow by region to see others.
                </Text>
              )}
            </>
          )
        }
      </Asked>
    </>
  );
}

interface NarrowProps {
  readonly view: InboxView;
  readonly region: string | undefined;
}

function Narrow({ view, region }: NarrowProps): ReactNode {
  const navigate = useNavigate({ from: '/inbox' });
  const { data: counts } = useQuery(inboxCountsQuery);
  const show = (next: InboxView, where: string | undefined): void =>
    void navigate({
      search: {
        ...(next === 'all' ? {} : { view: next }),
        ...(where === undefined ? {} : { region: where }),
      },
    });
  return (
    <Group mb="md" gap="sm">
      <SegmentedControl
        aria-label="Which tasks"
        value={view}
        onChange={(next) => show(next, region)}
        data={VIEWS.map(([value, words]) => ({
          value,
          label: counts === undefined ? words : `${words} (${counts[value]})`,
        }))}
      />
      <RegionSelect value={region} onChange={(next) => show(view, next)} />
      <Text size="sm" c="dimmed" visibleFrom="md" ml="auto">
        <Kbd>j</Kbd> <Kbd>k</Kbd> to move, <Kbd>Enter</Kbd> to open, <Kbd>c</Kbd> to take
      </Text>
    </Group>
  );
}
