import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Task } from '../../api/types.ts';
import { FindingMark } from '../../parts/tone.tsx';
import { plain } from '../../parts/words.ts';

type Newer = NonNullable<Task['because']>;
type Difference = NonNullable<Newer['differences']>[number];

/** What a newer law finds otherwise than the law that a permit was given under: why its review was called in. */
export function NewerLaw({ because }: { readonly because: Newer }): ReactNode {
  const { from = [], packs, differences = [] } = because;
  return (
    <Stack gap={4} mt="xs">
      <Text size="sm">
        A newer law finds otherwise: {versions(from)} → {versions(packs)}
      </Text>
      <ul className="plain-list">
        {differences.map((difference) => (
          <li key={difference.rule}>
            <DifferenceLine {...difference} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function DifferenceLine({ title, citation, before, after }: Difference): ReactNode {
  return (
    <Text size="sm" component="div">
      <strong>{title}</strong> ({citation}): <Found of={before} /> → <Found of={after} />
    </Text>
  );
}

function Found({ of }: { readonly of: Difference['before'] }): ReactNode {
  if (of === null) return 'does not concern it';
  return (
    <>
      <FindingMark of={of.finding} />
      {of.missing.length > 0 && ` missing ${of.missing.map(plain).join(', ')}`}
    </>
  );
}

function versions(packs: Newer['packs']): string {
  return packs.map(({ pack, version }) => `${pack} ${version}`).join(', ');
}
