import { MultiSelect, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { referenceQuery } from '../../api/queries.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import type { ManifestInHand } from './use-manifest.ts';

/** Where a request begins: with a manifest, or with what a model comes with anyway. */
export function SourceFiles({ manifest }: { readonly manifest: ManifestInHand }): ReactNode {
  const { data: reference } = useQuery(referenceQuery);
  const [places, setPlaces] = useState<string[]>([]);
  return (
    <Stack gap="md">
      <Paper p="lg">
        <MultiSelect
          label="Where is the model to run?"
          description="Not needed with a manifest, which says so itself"
          placeholder={places.length === 0 ? 'Germany, New York …' : ''}
          searchable
          hidePickedOptions
          limit={60}
          maw={560}
          value={places}
          onChange={setPlaces}
          data={(reference?.jurisdictions ?? []).map(({ id, title }) => ({
            value: id,
            label: `${title} (${id})`,
          }))}
        />
      </Paper>
      <FileDrop
        title="Drop a manifest, or what the model comes with"
        multiple
        onFiles={(files) => manifest.take(files, places)}
      >
        A manifest (YAML or JSON), an MLflow <code>MLmodel</code>, a model card, a CycloneDX ML-BOM,
        a CSV or a Parquet file. Of tables only the names of the columns leave this computer.
      </FileDrop>
      {manifest.taking && <Text role="status">Reading…</Text>}
    </Stack>
  );
}
