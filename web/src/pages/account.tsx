import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../api/client.ts';
import { sessionQuery, sessionsQuery } from '../api/queries.ts';
import type { SessionItem } from '../api/types.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Loading, Trouble } from '../parts/states.tsx';
import { ToneMark } from '../parts/tone.tsx';
import { When } from '../parts/when.tsx';

export function AccountPage(): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const sessions = useQuery(sessionsQuery);
  return (
    <>
      <PageHead title="Password and sessions">{session?.person.name}</PageHead>
      <Stack gap="lg" maw={720}>
        <Paper p="lg">
          <Stack gap="sm">
            <Title order={2} size="h4">
              Where you are signed in
            </Title>
            {sessions.isPending && <Loading rows={1} />}
            {sessions.isError && <Trouble error={sessions.error} />}
            {sessions.data?.items.map((item) => (
              <SessionRow key={item.id} item={item} />
            ))}
          </Stack>
        </Paper>
        <NewPassword />
      </Stack>
    </>
  );
}

function SessionRow({ item }: { readonly item: SessionItem }): ReactNode {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: async () =>
      api.DELETE('/api/v1/sessions/{id}', { params: { path: { id: item.id } } }),
    onSuccess: async () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <Group justify="space-between">
      <Stack gap={2} flex="1 1 16rem">
        <Text size="sm" className="breaks">
          {item.user_agent === '' ? 'A program that does not say which' : item.user_agent}
        </Text>
        <Text size="xs" c="dimmed">
          Since <When at={item.created_at} />, last used <When at={item.seen_at} as="relative" />
        </Text>
      </Stack>
      {item.current ? (
        <ToneMark tone="good">This one</ToneMark>
      ) : (
        <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          End it
        </Button>
      )}
    </Group>
  );
}

function NewPassword(): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [wanted, setWanted] = useState('');
  const change = useMutation({
    mutationFn: async () => api.PUT('/api/v1/session/password', { body: { password, wanted } }),
    onSuccess: async () => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <Paper p="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h4">
            Change your password
          </Title>
          <Text size="sm" c="dimmed">
            Every session of yours ends with it, this one too; then you sign in with the new one.
          </Text>
          {change.error !== null && <Trouble error={change.error} />}
          <PasswordInput
            label="The password you have"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            required
          />
          <PasswordInput
            label="The password you want"
            description="At least 12 characters"
            autoComplete="new-password"
            minLength={12}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            required
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              Change it
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
