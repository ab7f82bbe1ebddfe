import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isAllowedHost, type OutboundPolicy, TargetRefused } from './outbound-policy.ts';
import { isPublicAddress } from './public-address.ts';
import { literalAddress } from './require-allowed-url.ts';

/** All addresses of a name, as the operating system finds them. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * The addresses to connect to, resolved once: the connection is made to one of these and the name is not asked again, so
 * that a name which changes meanwhile (DNS rebinding) leads nowhere. One address that is not public spoils them all.
 *
 * @throws {TargetRefused}
 */
export async function resolveTarget(
  url: URL,
  policy: OutboundPolicy,
  resolve: Resolve = systemResolve,
): Promise<readonly LookupAddress[]> {
  const literal = literalAddress(url);
  const addresses =
    literal === undefined ? await resolve(url.hostname) : [{ address: literal, family: isIP(literal) }];
  if (isAllowedHost(policy, url) || addresses.every(({ address }) => isPublicAddress(address)))
    return addresses;
  throw new TargetRefused('its name leads to an address that is not public');
}
