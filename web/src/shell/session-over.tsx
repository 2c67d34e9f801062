import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { providerOf, signInBeside } from '../api/outside.ts';
import { signIn } from '../api/sign-in.ts';
import { sessionQuery } from '../api/queries.ts';
import { Trouble } from '../parts/states.tsx';
import { SESSION_OVER } from '../query-client.ts';

/** Asks for the password again over the page one is on, so that nothing typed there is lost. */
export function SessionOver(): ReactNode {
  const client = useQueryClient();
  const { data: over = false } = useQuery({
    queryKey: SESSION_OVER,
    queryFn: () => false,
    staleTime: Infinity,
  });
  const { data: session } = useQuery(sessionQuery);
  const [password, setPassword] = useState('');
  const provider = providerOf(session?.way);
  const again = useMutation({
    mutationFn: async () => {
      if (provider === null) return signIn(session?.person.id ?? '', password);
      await signInBeside(provider);
      return client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
    onSuccess: async (next) => {
      setPassword('');
      client.setQueryData(sessionQuery.queryKey, next);
      client.setQueryData(SESSION_OVER, false);
      await client.invalidateQueries();
    },
  });
  return (
    <Modal
      opened={over}
      onClose={() => window.location.assign('/sign-in')}
      title="Your session is over"
      closeButtonProps={{ 'aria-label': 'Leave the page and sign in as somebody else' }}
      closeOnClickOutside={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          again.mutate();
        }}
      >
        <Stack>
          <Text size="sm">
            Sign in again as {session?.person.name}; what you typed on the page is still there.
          </Text>
          {again.error !== null && <Trouble error={again.error} />}
          {provider === null && (
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              required
              data-autofocus
            />
          )}
          <Button type="submit" loading={again.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
