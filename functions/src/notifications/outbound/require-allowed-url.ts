import { isIP } from 'node:net';
import { isAllowedHost, type OutboundPolicy, TargetRefused } from './outbound-policy.ts';
import { isPublicAddress } from './public-address.ts';

/** Ports from 1024 on that belong to other protocols, by the list of the Fetch standard ("bad ports"). */
const foreignPorts: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10_080,
]);

/**
 * The address of a target as far as it can be judged by itself: https, on port 443, 80 or one from 1024 on that is not
 * another protocol's, without credentials, and, where its host is an address, a public one. Parsing writes the odd forms
 * of addresses (`0x7f.1`, `2130706433`, `127.1`) as the addresses they are.
 *
 * @throws {TargetRefused}
 */
export function requireAllowedUrl(text: string, policy: OutboundPolicy): URL {
  if (!URL.canParse(text)) throw new TargetRefused('it is not an address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TargetRefused('it is not https');
  if (url.username !== '' || url.password !== '') {
    throw new TargetRefused('it holds a user name or a password, which would be stored with it');
  }
  if (isAllowedHost(policy, url)) return url;
  if (url.protocol === 'http:' && !policy.allowHttp) throw new TargetRefused('it is not https');
  requirePort(url);
  const literal = literalAddress(url);
  if (literal !== undefined && !isPublicAddress(literal))
    throw new TargetRefused('its address is not public');
  return url;
}

function requirePort(url: URL): void {
  if (url.port === '') return;
  const port = Number(url.port);
  const usual = port === 80 || port === 443;
  if (usual || (port >= 1_024 && !foreignPorts.has(port))) return;
  throw new TargetRefused(`port ${port} is not one for http`);
}

/** The host of `url` where it is an IP address, without the brackets of IPv6. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}
