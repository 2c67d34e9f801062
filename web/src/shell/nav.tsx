import { Badge, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { inboxCountsQuery, sessionQuery } from '../api/queries.ts';
import {
  ArchiveIcon,
  BookIcon,
  ClockIcon,
  InboxIcon,
  PlusIcon,
  StackIcon,
} from '../parts/icons.tsx';
import { ButtonLink } from '../parts/links.tsx';

export function Nav(): ReactNode {
  const { data: counts } = useQuery(inboxCountsQuery);
  const { data: session } = useQuery(sessionQuery);
  const maySubmit = Object.values(session?.regions ?? {}).some(({ may }) => may.includes('submit'));
  const waiting = counts?.all ?? 0;
  return (
    <Stack gap={4}>
      {maySubmit && (
        <ButtonLink to="/requests/new" leftSection={<PlusIcon size={18} />} mb="sm">
          New request
        </ButtonLink>
      )}
      <Link to="/inbox" className="nav-link">
        <InboxIcon />
        <span>Inbox</span>
        {waiting > 0 && (
          <Badge ml="auto" color="carnet" variant="filled" circle={waiting < 10}>
            {waiting}
          </Badge>
        )}
      </Link>
      <Link to="/requests" className="nav-link" activeOptions={{ exact: true }}>
        <StackIcon />
        <span>Requests</span>
      </Link>
      <Link to="/evidence" className="nav-link">
        <ArchiveIcon />
        <span>Evidence</span>
      </Link>
      <Link to="/tempo" className="nav-link">
        <ClockIcon />
        <span>Tempo</span>
      </Link>
      <Link to="/policies" className="nav-link">
        <BookIcon />
        <span>Policies</span>
      </Link>
    </Stack>
  );
}
