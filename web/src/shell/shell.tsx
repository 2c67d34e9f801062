import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useLiveUpdates } from '../api/live.ts';
import { Brand } from './brand.tsx';
import { Nav } from './nav.tsx';
import { SchemeToggle } from './scheme-toggle.tsx';
import { SessionOver } from './session-over.tsx';
import { UserMenu } from './user-menu.tsx';

/** What stands around every page of somebody who is signed in. */
export function Shell(): ReactNode {
  const [opened, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useLiveUpdates(true);
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'lg', lg: 'xl' }}
    >
      <a href="#main" className="skip">
        To the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close the menu' : 'Open the menu'}
            />
            <Link to="/inbox" className="row-link" aria-label="Carnet: to the inbox">
              <Brand />
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SchemeToggle />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label="Pages">
        <Nav />
        <Text size="xs" c="dimmed" mt="auto">
          Facts about the law in our own words. Not legal advice.
        </Text>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <SessionOver />
    </AppShell>
  );
}
