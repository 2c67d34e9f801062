import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { caseTasksQuery, findingsQuery, requestQuery } from '../api/queries.ts';
import type { CaseItem, Finding, Task } from '../api/types.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Loading, Trouble } from '../parts/states.tsx';
import { FindingMark, OutcomeMark, StatusMark } from '../parts/tone.tsx';
import { When } from '../parts/when.tsx';
import { counted, FINDING_ORDER, OUTCOMES, plain, regionName } from '../parts/words.ts';
import { ButtonLink, TextLink } from '../parts/links.tsx';

export function RequestPage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/requests/$id' });
  const request = useQuery(requestQuery(id));
  if (request.isPending) return <Loading />;
  if (request.isError)
    return <Trouble error={request.error} onAgain={() => void request.refetch()} />;
  const { model, requester, submitted_at: at, cases, regions } = request.data;
  const hidden = regions.filter((region) => !cases.some((one) => one.region === region));
  return (
    <>
      <PageHead
        title={`${model.name} ${model.version}`}
        above={
          <TextLink to="/requests" size="sm">
            Requests
          </TextLink>
        }
      >
        Asked for by {requester} <When at={at} as="relative" />
      </PageHead>
      <SimpleGrid cols={{ base: 1, md: cases.length > 2 ? 3 : 2 }} spacing="lg">
        {cases.map((one) => (
          <RegionCard key={one.id} item={one} />
        ))}
      </SimpleGrid>
      {hidden.length > 0 && (
        <Text size="sm" c="dimmed" mt="md">
          Also submitted to {hidden.map(regionName).join(', ')}, where you hold no role.
        </Text>
      )}
    </>
  );
}

/** Where one region stands, and whose turn it is. */
function RegionCard({ item }: { readonly item: CaseItem }): ReactNode {
  const [tasks, findings] = useQueries({
    queries: [caseTasksQuery(item.id), findingsQuery(item.id)],
  });
  const open = (tasks.data ?? []).filter(({ closed_at: closed }) => closed === null);
  return (
    <Paper p="lg" className={`edge edge-${OUTCOMES[item.outcome].tone}`}>
      <Stack gap="md">
        <Stack gap="xs">
          <Title order={2} size="h3">
            {regionName(item.region)}
          </Title>
          <div className="step-line">
            <OutcomeMark of={item.outcome} large />
            <StatusMark of={item.status} large />
          </div>
        </Stack>
        {item.status === 'open' && <Turn tasks={open} />}
        {findings.data && <Tally findings={findings.data} />}
        {findings.isPending && <Loading rows={1} />}
        <ButtonLink to="/cases/$id" params={{ id: item.id }} variant="default">
          Open the case of {regionName(item.region)}
        </ButtonLink>
      </Stack>
    </Paper>
  );
}

function Turn({ tasks }: { readonly tasks: readonly Task[] }): ReactNode {
  if (tasks.length === 0)
    return <Text size="sm">It goes on by itself: nobody has to do anything.</Text>;
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        Whose turn it is
      </Title>
      <ul className="words-list">
        {tasks.map(({ key, title, role, opened_at: since, due_at: due }) => (
          <li key={key}>
            <Text size="sm" component="span">
              <strong>{plain(role)}</strong>: {title} (since <When at={since} as="day" />, due{' '}
              <When at={due} as="relative" />)
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function Tally({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <Stack gap={6}>
      <Title order={3} size="h5">
        {counted(findings.length, 'finding')}
      </Title>
      <div className="step-line">
        {FINDING_ORDER.map((word) => {
          const n = findings.filter(({ finding }) => finding === word).length;
          return n === 0 ? null : (
            <span key={word}>
              {n} <FindingMark of={word} />
            </span>
          );
        })}
      </div>
    </Stack>
  );
}
