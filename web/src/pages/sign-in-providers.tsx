import { Alert, Button, Divider, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { signInAddress, waysQuery } from '../api/outside.ts';

const TROUBLES: Readonly<Record<string, string>> = {
  ERR_SIGN_IN_STATE: 'That took longer than 10 minutes, or began in another browser. Begin again.',
  ERR_PROVIDER_REFUSED: 'The provider did not let you in.',
  ERR_PROVIDER_UNREACHABLE: 'The provider does not answer. Try again in a while.',
  ERR_NO_ROLE:
    'The provider knows you, and nothing it says opens anything here. Ask whoever manages people.',
  ERR_PERSON_TAKEN:
    'Somebody here has your name already. Whoever manages people can say that it is you.',
  ERR_PERSON_DISABLED: 'You may not sign in here any more.',
  ERR_OTHER_PERSON: 'The proof was of somebody else than who is signed in.',
  ERR_TOO_MANY_ATTEMPTS: 'Too many attempts failed. Try again in a quarter of an hour.',
};

/** Why somebody came back from a provider without being let in. */
export function ProviderTrouble({ code }: { readonly code: string }): ReactNode {
  return (
    <Alert role="alert" color="red" variant="outline" title="You are not signed in">
      {TROUBLES[code] ?? `What the provider says does not hold (${code}).`}
    </Alert>
  );
}

/** Buttons to sign in at the providers there are. */
export function SignInProviders({ to }: { readonly to: string }): ReactNode {
  const { data: ways } = useQuery(waysQuery);
  if (!ways || ways.providers.length === 0) return null;
  return (
    <Stack>
      {ways.providers.map(({ id, title }) => (
        <Button key={id} component="a" href={signInAddress(id, to)} fullWidth>
          Sign in with {title}
        </Button>
      ))}
      <Divider label="or with a local account" />
    </Stack>
  );
}
