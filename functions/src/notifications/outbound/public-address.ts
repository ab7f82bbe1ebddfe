import ipaddr from 'ipaddr.js';

/** The one block of IPv6 that the world's addresses are taken from (IANA, RFC 4291). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by IANA, and yet answered by the host below a virtual machine: Azure's wire server. */
const hostServices: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an IP address is one of the public internet, and nothing else: not private, loopback, link-local (where clouds
 * keep their metadata), shared (carrier NAT), unspecified, multicast, broadcast, reserved or documentation, and no IPv6
 * address with an IPv4 address within (mapped, compatible, translated, NAT64, 6to4, Teredo). What does not parse is not
 * public. IANA's special-purpose registries, as ipaddr.js knows them; whatever they name is refused.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || hostServices.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || (parsed.zoneId === undefined && parsed.match(globalUnicast));
}
