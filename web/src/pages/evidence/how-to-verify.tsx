import { Code, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A pack is believed for what it carries, not for where it came from. */
export function HowToVerify(): ReactNode {
  return (
    <Paper p="lg">
      <Stack gap="xs">
        <Title order={2} size="h4">
          How to check a pack without us
        </Title>
        <Text size="sm">
          Fetch the keys once and keep them; then each pack is checked offline, without a server and
          without a database. The chapter “How to verify” of every pack does the same with tools
          that are not ours: <Code>pdfsig</Code>, <Code>qpdf</Code>, <Code>openssl</Code>,{' '}
          <Code>sha256sum</Code>.
        </Text>
        <Code block tabIndex={0}>
          {`npx carnet trust --out trust.json\nnpx carnet verify pack.pdf --trust trust.json`}
        </Code>
      </Stack>
    </Paper>
  );
}
