import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from './client.ts';

const AGAIN_MS = 5000;

interface Told {
  readonly subject: string;
}

/** Keeps what is shown up to date: the server says what happened, and what hangs on it is asked for again. */
export function useLiveUpdates(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return undefined;
    const stop = new AbortController();
    void follow(client, stop.signal);
    return () => stop.abort();
  }, [client, enabled]);
}

async function follow(client: QueryClient, signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    try {
      const headers = last === undefined ? {} : { 'last-event-id': last };
      const response = await ask('/api/v1/events', { signal, headers });
      for await (const { id, data } of messages(response)) {
        last = id ?? last;
        if (data !== undefined) await refresh(client, JSON.parse(data) as Told);
      }
    } catch {
      // The stream broke or was refused; whether one is still signed in, the next question tells.
    }
    await pause(AGAIN_MS, signal);
  }
}

async function refresh(client: QueryClient, { subject }: Told): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['case', subject] }),
    client.invalidateQueries({ queryKey: ['inbox'] }),
    client.invalidateQueries({ queryKey: ['requests'] }),
    client.invalidateQueries({ queryKey: ['cases'] }),
    // Only what is looked at is asked for again.
    client.invalidateQueries({ queryKey: ['tempo'] }),
  ]);
}

interface Message {
  readonly id?: string;
  readonly data?: string;
}

async function* messages(response: Response): AsyncGenerator<Message> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (text + value).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) yield messageOf(part);
  }
}

function messageOf(part: string): Message {
  const lines = part.split('\n');
  const id = lines.find((line) => line.startsWith('id: '))?.slice(4);
  const data = lines.find((line) => line.startsWith('data: '))?.slice(6);
  return { ...(id === undefined ? {} : { id }), ...(data === undefined ? {} : { data }) };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
