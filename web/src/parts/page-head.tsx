import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface PageHeadProps {
  readonly title: string;
  /** Above the title: where one is. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a page; also what the browser calls it. */
export function PageHead({ title, above, children, actions }: PageHeadProps): ReactNode {
  useDocumentTitle(`${title} · Carnet`);
  return (
    <Group justify="space-between" align="flex-end" gap="md" mb="lg">
      <Stack gap={4} maw={760}>
        {above}
        <Title order={1} size="h2" className="breaks">
          {title}
        </Title>
        {children !== undefined && (
          <Text c="dimmed" component="div">
            {children}
          </Text>
        )}
      </Stack>
      {actions}
    </Group>
  );
}
