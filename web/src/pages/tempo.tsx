import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { overviewQuery } from '../api/tempo.ts';
import type { TempoAsked } from '../api/tempo-types.ts';
import { Asked } from '../parts/asked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Empty } from '../parts/states.tsx';
import { ButtonLink } from '../parts/links.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- style sheets are there by being imported
import '../charts/charts.css';
import { CausesPanel } from './tempo/causes-panel.tsx';
import { Filters } from './tempo/filters.tsx';
import { FlowPanel } from './tempo/flow-panel.tsx';
import { ForecastPanel } from './tempo/forecast-panel.tsx';
import { GlancePanel } from './tempo/glance-panel.tsx';
import type { TempoView } from './tempo/search.ts';
import { WaitingPanel } from './tempo/waiting-panel.tsx';

/** Where the time goes, and what would shorten the way. */
export function TempoPage(): ReactNode {
  const { view: _view, ...asked } = useSearch({ from: '/signed-in/tempo' });
  const overview = useQuery(overviewQuery(asked));
  return (
    <>
      <PageHead title="Tempo">
        How long the way from request to permit takes, whom it waits for, and what would shorten it.
        Worked out from the journal alone.
      </PageHead>
      <Stack gap="md">
        <Filters />
        <Asked query={overview}>
          {({ items }) =>
            items.every(
              ({ started, under_way: open, permitted }) => started + open.cases + permitted === 0,
            ) ? (
              <Nothing />
            ) : (
              <Views asked={asked} />
            )
          }
        </Asked>
      </Stack>
    </>
  );
}

function Nothing(): ReactNode {
  return (
    <Empty
      title="No history in this period"
      action={
        <ButtonLink to="/requests" variant="default">
          See the requests
        </ButtonLink>
      }
    >
      Tempo begins with the first request of a region. Choose a longer period or another region, or
      come back when cases have moved.
    </Empty>
  );
}

function Views({ asked }: { readonly asked: TempoAsked }): ReactNode {
  const { view = 'glance' } = useSearch({ from: '/signed-in/tempo' });
  const navigate = useNavigate({ from: '/tempo' });
  return (
    <Tabs
      value={view}
      onChange={(next) =>
        void navigate({
          search: (now) => ({ ...now, view: next as TempoView }),
          replace: true,
          resetScroll: false,
        })
      }
      keepMounted={false}
    >
      <Tabs.List mb="lg" className="tabs-scroll">
        <Tabs.Tab value="glance">At a glance</Tabs.Tab>
        <Tabs.Tab value="flow">Flow</Tabs.Tab>
        <Tabs.Tab value="waiting">Waiting</Tabs.Tab>
        <Tabs.Tab value="causes">Rules and causes</Tabs.Tab>
        <Tabs.Tab value="forecast">Forecast</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="glance">
        <GlancePanel asked={asked} />
      </Tabs.Panel>
      <Tabs.Panel value="flow">
        <FlowPanel asked={asked} />
      </Tabs.Panel>
      <Tabs.Panel value="waiting">
        <WaitingPanel asked={asked} />
      </Tabs.Panel>
      <Tabs.Panel value="causes">
        <CausesPanel asked={asked} />
      </Tabs.Panel>
      <Tabs.Panel value="forecast">
        <ForecastPanel asked={asked} />
      </Tabs.Panel>
    </Tabs>
  );
}
