import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { eventsQuery } from '../../api/queries.ts';
import type { JournalEvent } from '../../api/types.ts';
import { Loading, Trouble } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { counted } from '../../parts/words.ts';
import { sentenceOf } from './event-words.ts';

const PAGE = 60;

/** The journal of the case, newest first. */
export function TimelineTab({ id }: { readonly id: string }): ReactNode {
  const events = useQuery(eventsQuery(id));
  const [most, setMost] = useState(PAGE);
  const [withReadings, setWithReadings] = useState(false);
  if (events.isPending) return <Loading />;
  if (events.isError) return <Trouble error={events.error} />;
  // Each paper handed in has the law read again; a person wants to see what people did.
  const items = events.data.filter(({ type }) => withReadings || type !== 'ASSESSED').toReversed();
  const readings =
    events.data.length - events.data.filter(({ type }) => type !== 'ASSESSED').length;
  return (
    <Stack gap="sm">
      <Group>
        <Button size="xs" variant="default" onClick={() => setWithReadings(!withReadings)}>
          {withReadings ? 'Hide' : 'Show'} {counted(readings, 'reading')} of the law
        </Button>
      </Group>
      <Paper component="ol" className="plain-list" reversed>
        {items.slice(0, most).map((event) => (
          <li key={event.seq}>
            <EventRow event={event} />
          </li>
        ))}
      </Paper>
      {items.length > most && (
        <Button variant="default" onClick={() => setMost(most + PAGE)}>
          Show earlier ones ({items.length - most})
        </Button>
      )}
    </Stack>
  );
}

function EventRow({ event }: { readonly event: JournalEvent }): ReactNode {
  return (
    <Group
      px="md"
      py="sm"
      gap="md"
      align="flex-start"
      wrap="nowrap"
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Text size="sm" c="dimmed" w={28} ta="right" style={{ flex: 'none' }}>
        {event.seq}
      </Text>
      <div style={{ minWidth: 0, flex: 1 }}>
        <Text size="sm" className="breaks">
          <strong>{event.actor === 'carnet' ? 'Carnet' : event.actor}</strong> {sentenceOf(event)}
        </Text>
        <Text size="xs" c="dimmed" className="breaks">
          <When at={event.at} /> · <code>{event.hash.slice(0, 16)}…</code>
        </Text>
      </div>
    </Group>
  );
}
