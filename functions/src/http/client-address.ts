import ipaddr from 'ipaddr.js';

/**
 * The address of the caller. Each proxy on the way adds, at the end of `X-Forwarded-For`, the address that it was called
 * from, so the last `proxies` entries are true and what stands before them is whatever the caller wrote.
 *
 * @param forwarded the header, where there is one
 * @param socket the other end of the connection, where it is known
 * @param proxies proxies of our own between the caller and this process: 0 without any, 1 behind Google's front end
 * @returns the address as RFC 5952 writes it, IPv4 also where it came as an IPv4-mapped one; null where it is not known
 */
export function clientAddress(
  forwarded: string | undefined,
  socket: string | undefined,
  proxies: number,
): string | null {
  const entries = (forwarded ?? '').split(',').map((entry) => entry.trim());
  const said = proxies === 0 ? socket : (entries.at(-proxies) ?? undefined);
  if (said === undefined || !ipaddr.isValid(said)) return null;
  return ipaddr.process(said).toString();
}
