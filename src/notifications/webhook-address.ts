import { lookup as resolveName } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { WebhookUrlError } from './webhooks.errors.ts';

/** Addresses that lead into somebody's own network (RFC 6890 and the like), never to a receiver outside. */
const PRIVATE: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
const blocked = new BlockList();
for (const [net, prefix, family] of PRIVATE) blocked.addSubnet(net, prefix, family);

const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an IP address lies in a private, loopback or otherwise special network; an IPv4 one inside IPv6 too. */
export function isPrivateAddress(address: string): boolean {
  return blocked.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The URL of an endpoint, checked as far as its text goes; where its name leads is checked at every delivery.
 *
 * @throws {WebhookUrlError} not https (http to this machine itself excepted), with a user, or a private address
 */
export function webhookUrl(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw new WebhookUrlError(text, 'it is no URL: give https://host/path');
  const url = new URL(text);
  const isLoopback = LOOPBACK_NAMES.includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw new WebhookUrlError(text, 'give an https address');
  }
  if (url.username !== '' || url.password !== '') {
    throw new WebhookUrlError(text, 'leave user and password out, deliveries are signed');
  }
  if (!allowPrivate && (isLoopback || isPrivateHost(url.hostname))) {
    throw new WebhookUrlError(
      text,
      'it lies in a private network (CARNET_WEBHOOK_PRIVATE=allow permits that)',
    );
  }
  return url;
}

function isPrivateHost(hostname: string): boolean {
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  return isIP(host) !== 0 && isPrivateAddress(host);
}

type Answered = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Resolves a name for a connection, and refuses it when any of its addresses is private: names change over time. */
export function publicLookup(name: string, options: LookupOptions, answer: Answered): void {
  resolveName(name, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return answer(error ?? new Error(`\`${name}\` has no address`), []);
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      return answer(new WebhookUrlError(name, 'its name leads into a private network'), []);
    }
    if (options.all === true) return answer(null, addresses);
    return answer(null, first.address, first.family);
  });
}
