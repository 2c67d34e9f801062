import { Center, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { tellBack } from '../api/outside.ts';

/** Where somebody comes back to in the window in which they were at their provider. */
export function ProvedPage(): ReactNode {
  useDocumentTitle('You are back · Carnet');
  useEffect(() => {
    tellBack();
    window.close();
  }, []);
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack gap="xs" ta="center" maw={400}>
        <Title order={1} size="h3">
          That was it
        </Title>
        <Text c="dimmed">
          Carnet knows again who you are. Close this window and go on where you were.
        </Text>
      </Stack>
    </Center>
  );
}
