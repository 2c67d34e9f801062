import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function Brand({ size = 28 }: { readonly size?: number }): ReactNode {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" width={size} height={size} alt="" />
      <Text fw={700} size="lg" component="span">
        Carnet
      </Text>
    </Group>
  );
}
