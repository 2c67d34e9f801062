import {
  Alert,
  Button,
  Center,
  Group,
  Loader,
  Paper,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem, OfflineError } from '../api/problem.ts';
import type { Problem } from '../api/types.ts';

/** Nothing is there yet, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <Paper p="xl">
      <Stack align="center" gap="xs" ta="center">
        <Title order={3} size="h4">
          {title}
        </Title>
        <Text c="dimmed" maw={520}>
          {children}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}

export function Loading({ rows = 4 }: { readonly rows?: number }): ReactNode {
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={64} radius="md" />
      ))}
    </Stack>
  );
}

export function Spinner(): ReactNode {
  return (
    <Center mih={240} role="status" aria-label="Loading">
      <Loader />
    </Center>
  );
}

const WHAT_TO_DO: Readonly<Record<number, string>> = {
  403: 'Your roles do not open this. Ask an administrator of the region for the role you need.',
  404: 'It is not here, or not in a region that you may see. Check the address.',
  503: 'The database of the region does not answer. Try again in a moment.',
};

/** What went wrong, in the server's words, and what to do about it. */
export function Trouble({
  error,
  onAgain,
}: {
  readonly error: unknown;
  readonly onAgain?: (() => void) | undefined;
}): ReactNode {
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <Alert role="alert" color="red" variant="outline" title={titleOf(error)}>
      <Stack gap="xs">
        <Text size="sm">{detail}</Text>
        {error instanceof ApiProblem && <ProblemDetails problem={error.problem} />}
        {onAgain && (
          <Group>
            <Button size="xs" variant="default" onClick={onAgain}>
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function titleOf(error: unknown): string {
  if (error instanceof OfflineError) return 'Offline';
  return error instanceof ApiProblem ? error.problem.title : 'Something went wrong';
}

function ProblemDetails({ problem }: { readonly problem: Problem }): ReactNode {
  const { problems = [], status, code, request_id: request } = problem;
  return (
    <>
      {problems.map(({ path, message, line, hint }) => (
        <Text size="sm" key={`${path} ${message}`}>
          {typeof line === 'number' ? `Line ${line}: ` : ''}
          {message}
          {hint === undefined ? '' : `. ${hint}`}
        </Text>
      ))}
      {WHAT_TO_DO[status] !== undefined && <Text size="sm">{WHAT_TO_DO[status]}</Text>}
      {request !== '' && (
        <Text size="xs" c="dimmed">
          {code}, request {request}
        </Text>
      )}
    </>
  );
}
