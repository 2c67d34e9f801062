import { Group, Paper, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { casesQuery } from '../api/queries.ts';
import type { CaseItem } from '../api/types.ts';
import { Asked } from '../parts/asked.tsx';
import { PackButton } from '../parts/pack-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RegionSelect } from '../parts/region-select.tsx';
import { Empty } from '../parts/states.tsx';
import { OutcomeMark, StatusMark } from '../parts/tone.tsx';
import { When } from '../parts/when.tsx';
import { regionName } from '../parts/words.ts';
import { HowToVerify } from './evidence/how-to-verify.tsx';
import { ButtonLink } from '../parts/links.tsx';

export function EvidencePage(): ReactNode {
  const { region } = useSearch({ from: '/signed-in/evidence' });
  const navigate = useNavigate({ from: '/evidence' });
  const cases = useQuery(casesQuery(region));
  const [wanted, setWanted] = useState('');
  return (
    <>
      <PageHead title="Evidence">
        Every case of your regions with its evidence pack: one sealed PDF that proves it, on its
        own.
      </PageHead>
      <Stack gap="md">
        <Group gap="sm">
          <TextInput
            aria-label="Search cases"
            placeholder="Model, version, person or case"
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            w={300}
          />
          <RegionSelect
            value={region}
            onChange={(next) =>
              void navigate({ search: next === undefined ? {} : { region: next } })
            }
          />
        </Group>
        <Asked query={cases}>{({ items }) => <Cases items={items} wanted={wanted} />}</Asked>
        <HowToVerify />
      </Stack>
    </>
  );
}

interface CasesProps {
  readonly items: readonly CaseItem[];
  readonly wanted: string;
}

function Cases({ items, wanted }: CasesProps): ReactNode {
  const found = items.filter((one) => matches(one, wanted));
  if (items.length === 0) {
    return <Empty title="No case yet">A case comes to be when an ML team submits a request.</Empty>;
  }
  if (found.length === 0) return <Text c="dimmed">Nothing matches “{wanted}”.</Text>;
  return <CaseTable items={found} />;
}

function matches({ model, requester, id, status, region }: CaseItem, wanted: string): boolean {
  const text = [model.name, model.version, requester, id, status, region].join(' ').toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function CaseTable({ items }: { readonly items: readonly CaseItem[] }): ReactNode {
  return (
    <Paper>
      <Table.ScrollContainer minWidth={760} type="native">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Model</Table.Th>
              <Table.Th>Region</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th>Verdict</Table.Th>
              <Table.Th>Opened</Table.Th>
              <Table.Th>Evidence pack</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={item.id}>
                <Table.Td>
                  <ButtonLink
                    to="/cases/$id"
                    params={{ id: item.id }}
                    variant="transparent"
                    p={0}
                    h="auto"
                  >
                    {item.model.name} {item.model.version}
                  </ButtonLink>
                  <Text size="xs" c="dimmed">
                    by {item.requester}
                  </Text>
                </Table.Td>
                <Table.Td>{regionName(item.region)}</Table.Td>
                <Table.Td>
                  <StatusMark of={item.status} />
                </Table.Td>
                <Table.Td>
                  <OutcomeMark of={item.outcome} />
                </Table.Td>
                <Table.Td>
                  <When at={item.created_at} as="day" />
                </Table.Td>
                <Table.Td>
                  <PackButton item={item} size="xs" />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
