import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { proveBeside, providerOf } from '../../api/outside.ts';
import { sessionQuery } from '../../api/queries.ts';
import { Trouble } from '../../parts/states.tsx';

interface ProofAskedProps {
  readonly asked: boolean;
  readonly password: string;
  readonly onPassword: (password: string) => void;
}

/** Deciding asks now and then who somebody is: for their password, or at the provider at which they signed in. */
export function ProofAsked({ asked, password, onPassword }: ProofAskedProps): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const provider = providerOf(session?.way);
  if (provider !== null) return asked ? <ProveBeside provider={provider} /> : null;
  if (!asked && password === '') return null;
  return (
    <PasswordInput
      label="Your password"
      description="Deciding asks who you are every 5 minutes"
      autoComplete="current-password"
      value={password}
      onChange={(event) => onPassword(event.currentTarget.value)}
      required
    />
  );
}

function ProveBeside({ provider }: { readonly provider: string }): ReactNode {
  const prove = useMutation({ mutationFn: async () => proveBeside(provider) });
  return (
    <Alert color="carnet" variant="outline" title="Who are you?">
      <Stack gap="xs" align="start">
        <Text size="sm">
          {prove.isSuccess
            ? 'You proved who you are. Decide now.'
            : 'Deciding asks who you are every 5 minutes. Your provider opens in a window of its own.'}
        </Text>
        {prove.error !== null && <Trouble error={prove.error} />}
        <Button
          size="xs"
          variant="default"
          loading={prove.isPending}
          onClick={() => prove.mutate()}
        >
          Prove it
        </Button>
      </Stack>
    </Alert>
  );
}
