import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api, newIntention } from '../../api/client.ts';
import type { Case } from '../../api/types.ts';
import { Trouble } from '../../parts/states.tsx';

/** The ML team says where the model now runs. */
export function DeployForm({ item }: { readonly item: Case }): ReactNode {
  const client = useQueryClient();
  const [place, setPlace] = useState('');
  const deploy = useMutation({
    mutationFn: async () =>
      api.POST('/api/v1/cases/{id}/deployments', {
        params: { path: { id: item.id }, header: newIntention() },
        body: { cloud_region: place.trim() },
      }),
    onSuccess: async () => client.invalidateQueries({ queryKey: ['case', item.id] }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        deploy.mutate();
      }}
    >
      {deploy.error !== null && <Trouble error={deploy.error} />}
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Cloud region in which it now runs"
          placeholder="aws:eu-central-1"
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          required
        />
        <Button type="submit" loading={deploy.isPending}>
          It is deployed
        </Button>
      </Group>
    </form>
  );
}
