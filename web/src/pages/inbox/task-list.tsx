import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { sessionQuery } from '../../api/queries.ts';
import type { Task } from '../../api/types.ts';
import { ToneMark } from '../../parts/tone.tsx';
import { When } from '../../parts/when.tsx';
import { plain, regionName } from '../../parts/words.ts';

/** Tasks one under the other, to be walked through by mouse or by j and k. */
export function TaskList({ tasks }: { readonly tasks: readonly Task[] }): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(-1);
  const navigate = useNavigate();
  const claim = useClaim();
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(tasks.length - 1, at + by));
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>('a[data-task]')[next]?.focus();
  };
  const current = tasks[at];
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['c', () => current && claim.mutate(current)],
    [
      'Enter',
      () => current && void navigate({ to: '/cases/$id', params: { id: current.case_id } }),
    ],
  ]);
  return (
    <Paper component="ul" ref={list} className="plain-list" aria-label="Tasks">
      {tasks.map((task, index) => (
        <li key={`${task.region} ${task.id}`}>
          <TaskRow
            task={task}
            onFocus={() => setAt(index)}
            onTake={() => claim.mutate(task)}
            last={index === tasks.length - 1}
          />
        </li>
      ))}
    </Paper>
  );
}

const ESCALATED = {
  remind: 'Reminded',
  deputy: 'Brought to the deputy',
  lead: 'Brought to the lead',
} as const;

interface TaskRowProps {
  readonly task: Task;
  readonly last: boolean;
  readonly onFocus: () => void;
  readonly onTake: () => void;
}

function TaskRow({ task, last, onFocus, onTake }: TaskRowProps): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const me = session?.person.id;
  const overdue = new Date(task.due_at).getTime() < Date.now();
  const isMine = task.holders.some(({ person }) => person === me);
  return (
    <Group
      px="md"
      py="sm"
      gap="md"
      justify="space-between"
      style={last ? {} : { borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Stack gap={4} flex="1 1 18rem" miw={0}>
        <Link
          to="/cases/$id"
          params={{ id: task.case_id }}
          data-task
          onFocus={onFocus}
          className="row-link"
        >
          <Text fw={600} component="span">
            {task.title}
          </Text>
        </Link>
        <Text size="sm" c="dimmed">
          {task.model.name} {task.model.version} · {regionName(task.region)} · as{' '}
          {plain(task.role).toLowerCase()}
          {task.quorum > 1 ? ` · ${task.given} of ${task.quorum} given` : ''}
        </Text>
      </Stack>
      <Group gap="sm">
        {task.holders.length > 0 && (
          <ToneMark tone={isMine ? 'good' : 'calm'}>
            {isMine ? 'You are on it' : task.holders.map(({ person }) => person).join(', ')}
          </ToneMark>
        )}
        {task.escalated && <ToneMark tone="bad">{ESCALATED[task.escalated]}</ToneMark>}
        <ToneMark tone={overdue ? 'bad' : 'next'}>
          Due <When at={task.due_at} as="relative" />
        </ToneMark>
        {!isMine && (
          <Button
            size="xs"
            variant="default"
            onClick={onTake}
            aria-label={`Take: ${task.title}, ${task.model.name}, ${regionName(task.region)}`}
          >
            Take
          </Button>
        )}
      </Group>
    </Group>
  );
}

function useClaim() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ case_id: id, key }: Task) =>
      api.POST('/api/v1/cases/{id}/tasks/{key}/claim', {
        params: { path: { id, key }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      }),
    onSuccess: async () => client.invalidateQueries({ queryKey: ['inbox'] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not taken', message: error.message }),
  });
}
