import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { regionName } from './words.ts';

interface RegionSelectProps {
  readonly value: string | undefined;
  readonly onChange: (region: string | undefined) => void;
}

/** One of the regions in which one holds a role, or all of them; nothing where there is one only. */
export function RegionSelect({ value, onChange }: RegionSelectProps): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const regions = Object.keys(session?.regions ?? {});
  if (regions.length < 2) return null;
  return (
    <Select
      aria-label="Region"
      placeholder="Every region"
      clearable
      w={180}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      data={regions.map((region) => ({ value: region, label: regionName(region) }))}
      clearButtonProps={{ 'aria-label': 'Every region' }}
    />
  );
}
