import ipaddr from 'ipaddr.js';
import { z } from 'zod';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * An address or a CIDR range in one spelling: RFC 5952, IPv4 also where it is an IPv4-mapped one, host bits zero. An address is
 * the range of itself alone. Undefined for what is neither, short forms of IPv4 (`10.1`) and zones included.
 */
export function canonicalRange(text: string): string | undefined {
  const [said = '', bits, ...more] = text.split('/');
  if (more.length > 0 || !(ipaddr.IPv4.isValidFourPartDecimal(said) || isPlainIPv6(said))) return undefined;
  const address = ipaddr.parse(said);
  const length = address.kind() === 'ipv4' ? 32 : 128;
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > length)) return undefined;
  return spelled(address, bits === undefined ? length : Number(bits));
}

const isPlainIPv6 = (text: string): boolean => !text.includes('%') && ipaddr.IPv6.isValid(text);

function spelled(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string | undefined {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    return bits < 96 ? undefined : spelled(address.toIPv4Address(), bits - 96);
  }
  const cidr = `${address}/${bits}`;
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
      : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return bits === (address.kind() === 'ipv4' ? 32 : 128) ? `${network}` : `${network}/${bits}`;
}

/** Whether one range, or address, lies in another as a whole. Both as {@link canonicalRange} spells them. */
export function isWithinRange(inner: string, outer: string): boolean {
  const [[address, bits], [network, outerBits]] = [rangeOf(inner), rangeOf(outer)];
  return (
    address.kind() === network.kind() && bits >= outerBits && address.match([network, outerBits] as never)
  );
}

function rangeOf(canonical: string): Range {
  if (canonical.includes('/')) return ipaddr.parseCIDR(canonical);
  const address = ipaddr.parse(canonical);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** An address or a CIDR range, put into its one spelling. */
export const addressRangeSchema = z
  .string('expected an address or a CIDR range')
  .max(64, 'expected an address or a CIDR range')
  .transform((text, context) => {
    const range = canonicalRange(text.trim());
    if (range !== undefined) return range;
    context.addIssue({
      code: 'custom',
      message: 'expected an IPv4 or IPv6 address or CIDR range, such as 203.0.113.7 or 2001:db8::/32',
    });
    return z.NEVER;
  });
