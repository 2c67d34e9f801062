import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { caseQuery, caseTasksQuery, findingsQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import { FindingGroups } from '../findings/finding-groups.tsx';
import { PackButton } from '../parts/pack-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Loading, Trouble } from '../parts/states.tsx';
import { regionName } from '../parts/words.ts';
import type { CaseTab } from './case/tabs.ts';
import { DecisionsTab } from './case/decisions-tab.tsx';
import { DocumentsTab } from './case/documents-tab.tsx';
import { StageLine } from './case/stage-line.tsx';
import { TimelineTab } from './case/timeline-tab.tsx';
import { VerdictPanel } from './case/verdict-panel.tsx';
import { WorkPanel } from './case/work-panel.tsx';
import { TextLink } from '../parts/links.tsx';

export function CasePage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/cases/$id' });
  const one = useQuery(caseQuery(id));
  if (one.isPending) return <Loading />;
  if (one.isError) return <Trouble error={one.error} onAgain={() => void one.refetch()} />;
  return <CaseOf item={one.data} key={id} />;
}

function CaseOf({ item }: { readonly item: Case }): ReactNode {
  const { id, region, model, request_id: request } = item;
  const findings = useQuery(findingsQuery(id));
  const tasks = useQuery(caseTasksQuery(id));
  return (
    <>
      <PageHead
        title={`${model.name} ${model.version} in ${regionName(region)}`}
        above={
          <TextLink to="/requests/$id" params={{ id: request }} size="sm">
            {model.name} {model.version}: all regions
          </TextLink>
        }
        actions={<PackButton item={item} />}
      >
        Asked for by {item.requester} · <code>{id}</code>
      </PageHead>
      <Stack gap="lg">
        <VerdictPanel item={item} findings={findings.data} />
        <StageLine item={item} />
        <WorkPanel item={item} tasks={tasks.data} findings={findings.data} />
        <CaseTabs item={item} />
      </Stack>
    </>
  );
}

function CaseTabs({ item }: { readonly item: Case }): ReactNode {
  const { tab = 'findings' } = useSearch({ from: '/signed-in/cases/$id' });
  const navigate = useNavigate({ from: '/cases/$id' });
  const findings = useQuery(findingsQuery(item.id));
  return (
    <Tabs
      value={tab}
      onChange={(next) =>
        void navigate({ search: { tab: next as CaseTab }, replace: true, resetScroll: false })
      }
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="findings">Findings</Tabs.Tab>
        <Tabs.Tab value="documents">Documents</Tabs.Tab>
        <Tabs.Tab value="decisions">Decisions</Tabs.Tab>
        <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="findings">
        {findings.isPending && <Loading />}
        {findings.isError && (
          <Trouble error={findings.error} onAgain={() => void findings.refetch()} />
        )}
        {findings.data && <FindingGroups findings={findings.data} order={2} />}
      </Tabs.Panel>
      <Tabs.Panel value="documents">
        <DocumentsTab item={item} />
      </Tabs.Panel>
      <Tabs.Panel value="decisions">
        <DecisionsTab item={item} />
      </Tabs.Panel>
      <Tabs.Panel value="timeline">
        <TimelineTab id={item.id} />
      </Tabs.Panel>
    </Tabs>
  );
}
