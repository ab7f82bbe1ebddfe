/** Parts of a path that may be random, not words. */
const partMin = 9;

/**
 * An address, and those parts of it that may make it a secret: whoever may read what became of a delivery is not shown where
 * it went.
 */
export function addressParts(address: string): string[] {
  const { pathname, search } = new URL(address);
  const long = pathname.split('/').filter((part) => part.length >= partMin);
  return [address, `${pathname}${search}`, pathname, search, ...long];
}
