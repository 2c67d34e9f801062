import { Button, Group, Paper, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { answered, api, newIntention } from '../../api/client.ts';
import type { Request } from '../../api/types.ts';
import { Trouble } from '../../parts/states.tsx';
import { regionName } from '../../parts/words.ts';
import type { ManifestInHand } from './use-manifest.ts';
import type { Verdict } from './use-verdict.ts';

interface SubmitBarProps {
  readonly manifest: ManifestInHand;
  readonly amend: string | undefined;
  readonly verdict: Verdict;
}

export function SubmitBar({ manifest, amend, verdict }: SubmitBarProps): ReactNode {
  const navigate = useNavigate();
  const client = useQueryClient();
  const submit = useMutation({
    mutationFn: async (): Promise<Request> => send(manifest.text, amend),
    onSuccess: async ({ id, model }) => {
      manifest.clear();
      notifications.show({
        title: amend === undefined ? 'Submitted' : 'Corrected',
        message: `${model.name} ${model.version}`,
      });
      await client.invalidateQueries({ queryKey: ['requests'] });
      await client.invalidateQueries({ queryKey: ['case'] });
      await navigate({ to: '/requests/$id', params: { id } });
    },
  });
  const regions = Object.keys(verdict.report?.regions ?? {});
  return (
    <Paper p="md">
      {submit.error !== null && <Trouble error={submit.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {regions.length === 0
            ? 'A request becomes one case in each region that the model touches.'
            : `Becomes one case in ${regions.map(regionName).join(' and ')}. What is open can be handed in there.`}
        </Text>
        <Button
          onClick={() => submit.mutate()}
          loading={submit.isPending}
          disabled={verdict.report === undefined || verdict.behind}
        >
          {amend === undefined ? 'Submit the request' : 'Replace the manifest'}
        </Button>
      </Group>
    </Paper>
  );
}

async function send(manifest: string, amend: string | undefined): Promise<Request> {
  const header = newIntention();
  if (amend === undefined) {
    return answered(await api.POST('/api/v1/requests', { params: { header }, body: { manifest } }));
  }
  return answered(
    await api.PUT('/api/v1/requests/{id}/manifest', {
      params: { path: { id: amend }, header },
      body: { manifest },
    }),
  );
}
