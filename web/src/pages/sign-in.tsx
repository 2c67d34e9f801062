import {
  Anchor,
  Button,
  Center,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { signIn } from '../api/sign-in.ts';
import { Trouble } from '../parts/states.tsx';
import { SESSION_OVER } from '../query-client.ts';
import { Brand } from '../shell/brand.tsx';
import { ProviderTrouble, SignInProviders } from './sign-in-providers.tsx';

export function SignInPage(): ReactNode {
  useDocumentTitle('Sign in · Carnet');
  const { to = '/inbox', trouble } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const client = useQueryClient();
  const [person, setPerson] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: async () => signIn(person.trim(), password),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      client.setQueryData(SESSION_OVER, false);
      router.history.push(to);
    },
  });
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack gap={6}>
          <Brand size={36} />
          <Text c="dimmed">
            Carnet decides, proves and times whether a model may run in a region.
          </Text>
        </Stack>
        <Paper p="lg">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              enter.mutate();
            }}
          >
            <Stack>
              <Title order={1} size="h3">
                Sign in
              </Title>
              {trouble !== undefined && <ProviderTrouble code={trouble} />}
              <SignInProviders to={to} />
              {enter.error !== null && <Trouble error={enter.error} />}
              <TextInput
                label="Account"
                placeholder="ana.ruiz"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                value={person}
                onChange={(event) => setPerson(event.currentTarget.value)}
                required
                data-autofocus
              />
              <PasswordInput
                label="Password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                required
              />
              <Button type="submit" loading={enter.isPending} fullWidth>
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text size="sm" c="dimmed">
          Accounts are made with <code>carnet people add</code>; the demo prints one for each of its
          people. The API has <Anchor href="/api/docs">pages of its own</Anchor>.
        </Text>
      </Stack>
    </Center>
  );
}
