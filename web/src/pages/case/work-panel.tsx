import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { sessionQuery } from '../../api/queries.ts';
import type { Case, Finding, Task } from '../../api/types.ts';
import { When } from '../../parts/when.tsx';
import { plain } from '../../parts/words.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { DeployForm } from './deploy-form.tsx';
import { NewerLaw } from './newer-law.tsx';
import { ButtonLink } from '../../parts/links.tsx';

interface WorkPanelProps {
  readonly item: Case;
  readonly tasks: readonly Task[] | undefined;
  readonly findings: readonly Finding[] | undefined;
}

/** Whose turn it is; what is the viewer's to do can be done from here. */
export function WorkPanel({ item, tasks = [], findings = [] }: WorkPanelProps): ReactNode {
  const [deciding, setDeciding] = useState<Task | null>(null);
  const { isTeam, held } = useStanding(item);
  const open = tasks.filter(({ closed_at: closed }) => closed === null);
  const isMine = ({ role, seen }: Task): boolean =>
    typeof seen === 'string' && !isTeam && held.roles.includes(role);
  if (open.length === 0 && item.status !== 'permitted') return null;
  return (
    <Paper p="lg" component="section" aria-label="Whose turn it is">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Whose turn it is
        </Title>
        <ul className="plain-list">
          {open.map((task) => (
            <li key={task.key}>
              <TaskLine task={task} onDecide={isMine(task) ? () => setDeciding(task) : null} />
            </li>
          ))}
        </ul>
        {isTeam && <TeamWork item={item} mayAmend={held.may.includes('amend')} />}
      </Stack>
      {deciding !== null && (
        <DecideDialog
          item={item}
          task={deciding}
          findings={findings}
          onClose={() => setDeciding(null)}
        />
      )}
    </Paper>
  );
}

interface Standing {
  readonly isTeam: boolean;
  readonly held: { readonly roles: readonly string[]; readonly may: readonly string[] };
}

/** What the viewer is to the case. */
function useStanding({ region, requester, team }: Case): Standing {
  const { data: session } = useQuery(sessionQuery);
  const me = session?.person.id ?? '';
  return {
    isTeam: requester === me || team.includes(me),
    held: session?.regions[region] ?? { roles: [], may: [] },
  };
}

function TeamWork({
  item,
  mayAmend,
}: {
  readonly item: Case;
  readonly mayAmend: boolean;
}): ReactNode {
  if (item.status === 'permitted') return <DeployForm item={item} />;
  if (!mayAmend || item.status !== 'open') return null;
  return (
    <Group gap="sm">
      <ButtonLink to="/requests/new" search={{ amend: item.request_id }} variant="default">
        Correct the manifest
      </ButtonLink>
      <ButtonLink
        to="/cases/$id"
        params={{ id: item.id }}
        search={{ tab: 'documents' }}
        variant="default"
        resetScroll={false}
      >
        Hand documents in
      </ButtonLink>
    </Group>
  );
}

interface TaskLineProps {
  readonly task: Task;
  /** Null for who may not. */
  readonly onDecide: (() => void) | null;
}

function TaskLine({ task, onDecide }: TaskLineProps): ReactNode {
  const { title, stage, role, quorum, given, due_at: due, holders, because } = task;
  return (
    <Group justify="space-between" py={6} gap="sm">
      <div>
        <Text fw={550}>{title}</Text>
        <Text size="sm" c="dimmed">
          {plain(role)}
          {quorum > 1 ? `, ${given} of ${quorum} given` : ''} · due <When at={due} as="relative" />
          {holders.length > 0 && ` · ${holders.map(({ person }) => person).join(', ')} on it`}
        </Text>
        {because !== null && <NewerLaw because={because} />}
      </div>
      {onDecide !== null && (
        <Button onClick={onDecide}>Decide on {plain(stage).toLowerCase()}</Button>
      )}
    </Group>
  );
}
