import { Alert, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ManifestInHand } from './use-manifest.ts';

export function ManifestEditor({ manifest }: { readonly manifest: ManifestInHand }): ReactNode {
  const { warnings } = manifest;
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Textarea
          label="Manifest"
          description="Kept in this browser as you type"
          value={manifest.text}
          onChange={(event) => manifest.setText(event.currentTarget.value)}
          spellCheck={false}
          autosize
          minRows={14}
          maxRows={26}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        />
        {warnings.length > 0 && (
          <Alert title="To look at" color="yellow" variant="outline">
            <ul className="words-list">
              {warnings.map(({ path, message, hint }) => (
                <li key={`${path} ${message}`}>
                  <Text size="sm">
                    {message}. {hint}
                  </Text>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Group>
          <Button variant="subtle" color="gray" onClick={manifest.clear}>
            Begin anew
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
