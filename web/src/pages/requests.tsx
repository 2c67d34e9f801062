import { Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { requestsQuery } from '../api/queries.ts';
import type { CaseItem, Request } from '../api/types.ts';
import { PlusIcon } from '../parts/icons.tsx';
import { Asked } from '../parts/asked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Empty } from '../parts/states.tsx';
import { OutcomeMark, StatusMark } from '../parts/tone.tsx';
import { When } from '../parts/when.tsx';
import { plain, regionName } from '../parts/words.ts';
import { ButtonLink } from '../parts/links.tsx';

export function RequestsPage(): ReactNode {
  const requests = useQuery(requestsQuery);
  return (
    <>
      <PageHead
        title="Requests"
        actions={
          <ButtonLink to="/requests/new" leftSection={<PlusIcon size={18} />}>
            New request
          </ButtonLink>
        }
      >
        One request is one version of a model; each region has its own case.
      </PageHead>
      <Asked query={requests}>{({ items }) => <RequestList items={items} />}</Asked>
    </>
  );
}

function RequestList({ items }: { readonly items: readonly Request[] }): ReactNode {
  const [wanted, setWanted] = useState('');
  const found = items.filter((one) => matches(one, wanted));
  if (items.length === 0) {
    return (
      <Empty
        title="No request yet"
        action={<ButtonLink to="/requests/new">Ask for a model</ButtonLink>}
      >
        Drop a manifest, an MLmodel file or the header of a table: you see the verdict of every
        region before anybody else does.
      </Empty>
    );
  }
  return (
    <Stack gap="sm">
      <TextInput
        aria-label="Search requests"
        placeholder="Model, version, person or region"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        maw={360}
      />
      {found.map((request) => (
        <RequestRow key={request.id} request={request} />
      ))}
      {found.length === 0 && <Text c="dimmed">Nothing matches “{wanted}”.</Text>}
    </Stack>
  );
}

function matches({ model, requester, regions, id }: Request, wanted: string): boolean {
  const text = [model.name, model.version, requester, id, ...regions].join(' ').toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function RequestRow({ request }: { readonly request: Request }): ReactNode {
  const { id, model, requester, submitted_at: at, cases } = request;
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Link to="/requests/$id" params={{ id }} className="row-link">
            <Text fw={650} size="lg" component="span" className="breaks">
              {model.name} {model.version}
            </Text>
          </Link>
          <Text size="sm" c="dimmed">
            {requester}, <When at={at} as="relative" />
          </Text>
        </Group>
        <Stack gap={6}>
          {cases.map((one) => (
            <CaseLine key={one.id} item={one} />
          ))}
        </Stack>
      </Stack>
    </Paper>
  );
}

/** One region's case in one line. */
function CaseLine({ item }: { readonly item: CaseItem }): ReactNode {
  const { id, region, status, outcome, stages } = item;
  return (
    <Group gap="sm">
      <Link to="/cases/$id" params={{ id }} className="row-link">
        <Text fw={500} w={130} component="span" display="inline-block">
          {regionName(region)}
        </Text>
      </Link>
      <StatusMark of={status} />
      <OutcomeMark of={outcome} />
      {status === 'open' && (
        <Text size="sm" c="dimmed">
          in {stages.map((stage) => plain(stage).toLowerCase()).join(', ')}
        </Text>
      )}
    </Group>
  );
}
