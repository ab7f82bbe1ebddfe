import { z } from 'zod';

/** A metric key, in which each `*` stands for any run of characters, none included. No key contains one itself. */
export const keyPatternSchema = z
  .string('expected the metric key as a string')
  .regex(
    /^[A-Za-z_*][A-Za-z0-9_.:/*-]{0,199}$/,
    'expected a metric key of letters, digits, "_", ".", ":", "/" and "-", or a pattern of one with "*" for any characters, at most 200 long',
  )
  .meta({
    description: 'name of the metric; "*" stands for any characters, also none',
    example: 'flights.*',
  });

export const isKeyPattern = (metric: string): boolean => metric.includes('*');

/** What every key of a pattern begins with; the whole of a key that is none. */
export const literalPrefix = (pattern: string): string => pattern.split('*', 1)[0] ?? '';

/** Whether a pattern says no more than how a key begins: `cpu.*`, or `*` for all of them. */
export const isPrefixPattern = (pattern: string): boolean => /^[^*]*\*+$/.test(pattern);

/**
 * Whether a key is one of a pattern. The pieces between the stars are looked for from left to right, each at the first place
 * after the one before; a later place never helps, so that nothing is tried twice, whatever the pattern: the greedy match
 * of wildcards.
 */
export function matchesPattern(pattern: string, key: string): boolean {
  const [first = '', ...pieces] = pattern.split('*');
  const last = pieces.pop();
  if (last === undefined) return key === first;
  if (key.length < first.length + last.length || !key.startsWith(first) || !key.endsWith(last)) return false;
  const end = key.length - last.length;
  let from = first.length;
  for (const piece of pieces) {
    const found = key.indexOf(piece, from);
    if (found === -1 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}
