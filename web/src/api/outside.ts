import { queryOptions } from '@tanstack/react-query';
import { answered, api } from './client.ts';

/** On which pages of this browser hear that somebody is back from a provider. */
const BACK = 'carnet-back';
const BACK_AT = '/proved';
const WAY = /^provider:(.+)$/u;

/** How people sign in here. */
export const waysQuery = queryOptions({
  queryKey: ['session', 'ways'],
  staleTime: Infinity,
  queryFn: async () => answered(await api.GET('/api/v1/session/ways')),
});

/** The provider at which somebody signed in; null for a local account. */
export function providerOf(way: string | undefined): string | null {
  return WAY.exec(way ?? '')?.[1] ?? null;
}

/** Where a browser goes to sign in at a provider. */
export function signInAddress(provider: string, to: string): string {
  return `/api/v1/session/providers/${provider}?${new URLSearchParams({ to }).toString()}`;
}

/** Lets somebody sign in at their provider in a window of its own, so that the page keeps what they typed. */
export async function signInBeside(provider: string): Promise<void> {
  await beside(signInAddress(provider, BACK_AT));
}

/** Lets somebody prove at their provider who they are, in a window of its own. */
export async function proveBeside(provider: string): Promise<void> {
  await beside(`/api/v1/session/providers/${provider}/proof?to=${BACK_AT}`);
}

/** Tells the page that waits, in this browser, that its person is back. */
export function tellBack(): void {
  const channel = new BroadcastChannel(BACK);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches this origin alone
  channel.postMessage(BACK);
  channel.close();
}

async function beside(address: string): Promise<void> {
  const opened = window.open(address, 'carnet-provider', 'popup,width=520,height=720');
  if (!opened) {
    throw new Error('The browser keeps the window of the provider shut: allow it for this page.');
  }
  const channel = new BroadcastChannel(BACK);
  try {
    await new Promise((resolve) => {
      channel.addEventListener('message', resolve, { once: true });
    });
  } finally {
    channel.close();
  }
}
