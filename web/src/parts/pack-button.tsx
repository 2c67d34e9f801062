import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { download, packPath } from '../api/files.ts';
import { DownloadIcon } from './icons.tsx';
import { regionName } from './words.ts';

interface PackButtonProps {
  readonly item: {
    readonly id: string;
    readonly region: string;
    readonly model: { readonly name: string; readonly version: string };
  };
  readonly size?: 'xs' | 'sm';
}

/** Makes and fetches the evidence pack of a case; it is as the case stands now. */
export function PackButton({ item, size = 'sm' }: PackButtonProps): ReactNode {
  const { id, region, model } = item;
  const name = `${model.name}-${model.version}-${region}.pdf`;
  const fetchIt = useMutation({
    mutationFn: async () => download(packPath(id), name),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'No pack', message: error.message }),
  });
  return (
    <Button
      size={size}
      variant="default"
      leftSection={<DownloadIcon size={16} />}
      loading={fetchIt.isPending}
      onClick={() => fetchIt.mutate()}
      aria-label={`Download the evidence pack of ${model.name} ${model.version}, ${regionName(region)}`}
    >
      {size === 'xs' ? 'Download' : 'Evidence pack'}
    </Button>
  );
}
