import { Button, Group, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RegionSelect } from '../../parts/region-select.tsx';
import type { TempoSearch } from './search.ts';

const DAY_MS = 86_400_000;
const PERIODS = [
  { label: '3 months', days: 91 },
  { label: '1 year', days: 365 },
  { label: '2 years', days: 730 },
] as const;

/** Period and region; both stand in the address, so that what one sees can be sent to somebody. */
export function Filters(): ReactNode {
  const search = useSearch({ from: '/signed-in/tempo' });
  const navigate = useNavigate({ from: '/tempo' });
  const change = (next: { readonly [name in keyof TempoSearch]?: string | undefined }) =>
    void navigate({
      search: (now) => withoutEmpty({ ...now, ...next }),
      replace: true,
      resetScroll: false,
    });
  const today = dayBefore(0);
  return (
    <Group gap="sm" align="flex-end">
      <RegionSelect value={search.region} onChange={(region) => change({ region })} />
      <TextInput
        type="date"
        label="From"
        value={search.from ?? dayBefore(365)}
        max={search.to ?? today}
        onChange={(event) => change({ from: event.currentTarget.value })}
        w={160}
      />
      <TextInput
        type="date"
        label="To"
        value={search.to ?? today}
        min={search.from}
        onChange={(event) => change({ to: event.currentTarget.value })}
        w={160}
      />
      <Button.Group>
        {PERIODS.map(({ label, days }) => {
          const from = dayBefore(days);
          const isShown = search.to === undefined && (search.from ?? dayBefore(365)) === from;
          return (
            <Button
              key={label}
              variant={isShown ? 'filled' : 'default'}
              aria-pressed={isShown}
              aria-label={`The last ${label}`}
              onClick={() => change({ from, to: undefined })}
            >
              {label}
            </Button>
          );
        })}
      </Button.Group>
    </Group>
  );
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

function withoutEmpty(search: Readonly<Record<string, string | undefined>>): TempoSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ''),
  );
}
