import { Button, Menu, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { PersonIcon } from '../parts/icons.tsx';
import { plain, regionName } from '../parts/words.ts';

export function UserMenu(): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: async () => api.DELETE('/api/v1/session'),
    onSettled: async (answer) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
      const leave = answer?.data?.leave;
      if (typeof leave === 'string') {
        window.location.assign(leave);
        return;
      }
      await navigate({ to: '/sign-in' });
    },
  });
  if (!session) return null;
  return (
    <Menu width={280} position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label={`${session.person.name}: your account`}>
          <PersonIcon size={18} />
          <Text component="span" inherit ml={8} visibleFrom="xs">
            {session.person.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(session.regions).map(([region, { roles }]) => (
          <Menu.Label key={region} c="var(--mantine-color-text)">
            {regionName(region)}: {roles.map(plain).join(', ')}
          </Menu.Label>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/account">
          Password and sessions
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
