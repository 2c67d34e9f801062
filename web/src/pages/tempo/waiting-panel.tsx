import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { referenceQuery } from '../../api/queries.ts';
import { queuesQuery, waitingQuery } from '../../api/tempo.ts';
import type { Queues, TempoAsked, WaitingBy, WaitingRow } from '../../api/tempo-types.ts';
import { Bars } from '../../charts/bars.tsx';
import type { Column } from '../../charts/column.ts';
import { Figure } from '../../charts/figure.tsx';
import { Asked } from '../../parts/asked.tsx';
import { plain } from '../../parts/words.ts';
import { keyName, roleName, waitsOnName } from './names.ts';
import { sayQueues, sayWaiting } from './sentences.ts';
import { inDays, inWorkingDays, number, share, shortDays, workingDays } from './units.ts';

interface PanelProps {
  readonly asked: TempoAsked;
}

/** Whom and what cases wait for, and where queues form. */
export function WaitingPanel({ asked }: PanelProps): ReactNode {
  return (
    <Stack gap="md">
      <QueuesFigure asked={asked} />
      <WaitingFigure asked={asked} by="factor" title="Waiting by factor" head="Factor" />
      <WaitingFigure asked={asked} by="role" title="Waiting by role" head="Waits for" />
      <WaitingFigure asked={asked} by="stage" title="Waiting by stage" head="Stage" />
      <WaitingFigure asked={asked} by="document" title="Waiting by document" head="Document" />
    </Stack>
  );
}

interface WaitingProps extends PanelProps {
  readonly by: WaitingBy;
  readonly title: string;
  readonly head: string;
}

/** More than these no eye compares; the table has all. */
const MOST_BARS = 10;

function WaitingFigure({ asked, by, title, head }: WaitingProps): ReactNode {
  const waiting = useQuery(waitingQuery(asked, by));
  const { data: reference } = useQuery(referenceQuery);
  const titles = new Map(reference?.documents.map(({ id, title: told }) => [id, told]));
  const nameOf = (key: string) =>
    (by === 'document' ? titles.get(key) : undefined) ?? keyName(by, key);
  return (
    <Asked query={waiting} rows={2}>
      {({ items }) => {
        const says = sayWaiting(items, nameOf);
        return (
          <Figure
            title={title}
            says={says}
            columns={[nameColumn(head, nameOf), ...WAITING_COLUMNS]}
            rows={items}
            file={`tempo-waiting-by-${by}`}
            note={`Working days in all.${items.length > MOST_BARS ? ` The ${MOST_BARS} that cost most; the table has all ${items.length}.` : ''}`}
          >
            <Bars
              label={says}
              items={items.slice(0, MOST_BARS).map(({ key, cases, working, elapsed }) => ({
                key,
                name: nameOf(key),
                note: `${cases} cases, ${elapsed.n} turns, half within ${shortDays(elapsed.p50)}`,
                value: inWorkingDays(working.total),
                told: number(inWorkingDays(working.total)),
              }))}
            />
          </Figure>
        );
      }}
    </Asked>
  );
}

function nameColumn(head: string, nameOf: (key: string) => string): Column<WaitingRow> {
  return { head, tell: ({ key }) => nameOf(key), raw: ({ key }) => key };
}

const WAITING_COLUMNS: readonly Column<WaitingRow>[] = [
  { head: 'Cases', tell: ({ cases }) => String(cases), isNumber: true },
  { head: 'Turns', tell: ({ elapsed }) => String(elapsed.n), isNumber: true },
  daysColumn('Half', ({ elapsed }) => elapsed.p50),
  daysColumn('85 %', ({ elapsed }) => elapsed.p85),
  daysColumn('95 %', ({ elapsed }) => elapsed.p95),
  {
    head: 'Working days in all',
    tell: ({ working }) => number(inWorkingDays(working.total)),
    raw: ({ working }) => inWorkingDays(working.total),
    isNumber: true,
  },
  { head: 'Again', tell: ({ again }) => share(again), raw: ({ again }) => again, isNumber: true },
  {
    head: 'On time',
    tell: ({ on_time: onTime }) => share(onTime),
    raw: ({ on_time: onTime }) => onTime,
    isNumber: true,
  },
];

function daysColumn(head: string, of: (row: WaitingRow) => number): Column<WaitingRow> {
  return { head, tell: (row) => shortDays(of(row)), raw: (row) => inDays(of(row)), isNumber: true };
}

type Queue = Queues['items'][number];

const QUEUE_COLUMNS: readonly Column<Queue>[] = [
  { head: 'Waits for', tell: ({ role }) => roleName(role), raw: ({ role }) => role },
  {
    head: 'Who',
    tell: ({ waits_on: on }) => plain(waitsOnName(on)),
    raw: ({ waits_on: on }) => on,
  },
  {
    head: 'Waiting at a time',
    tell: ({ length }) => number(length),
    raw: ({ length }) => length,
    isNumber: true,
  },
  { head: 'Open now', tell: ({ open_now: open }) => String(open), isNumber: true },
  {
    head: 'Oldest',
    tell: ({ oldest_ms: ms }) => shortDays(ms),
    raw: ({ oldest_ms: ms }) => (ms === null ? null : inDays(ms)),
    isNumber: true,
  },
  { head: 'In a week', tell: ({ arrivals }) => number(arrivals), isNumber: true },
  { head: 'Done a week', tell: ({ done }) => number(done), isNumber: true },
  { head: 'People', tell: ({ people }) => String(people), isNumber: true },
  {
    head: 'Half wait',
    tell: ({ wait }) => workingDays(wait?.p50),
    raw: ({ wait }) => (wait === null ? null : inWorkingDays(wait.p50)),
    isNumber: true,
  },
];

function QueuesFigure({ asked }: PanelProps): ReactNode {
  const queues = useQuery(queuesQuery(asked));
  return (
    <Asked query={queues} rows={2}>
      {(data) => {
        const says = sayQueues(data);
        return (
          <Figure
            title="Queues and the constraint"
            says={says}
            columns={QUEUE_COLUMNS}
            rows={data.items}
            file="tempo-queues"
            note="Turns that wait at a time: all waiting over the length of the period (Little’s law)."
          >
            <Bars
              label={says}
              items={data.items
                .slice(0, MOST_BARS)
                .map(({ role, length, people, open_now: open }) => ({
                  key: role,
                  name: roleName(role),
                  note: `${role === data.constraint ? 'The constraint: ' : ''}${open} open now, done by ${people === 1 ? '1 person' : `${people} people`}`,
                  value: length,
                  told: number(length),
                  color: role === data.constraint ? 'var(--chart-2)' : 'var(--chart-1)',
                }))}
            />
          </Figure>
        );
      }}
    </Asked>
  );
}
