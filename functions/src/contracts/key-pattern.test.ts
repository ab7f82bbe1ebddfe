import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrefixPattern, keyPatternSchema, literalPrefix, matchesPattern } from './key-pattern.ts';

describe('a pattern of metric keys', () => {
  it.each([
    ['cpu.*', 'cpu.load', true],
    ['cpu.*', 'cpu.', true],
    ['cpu.*', 'cpu', false],
    ['cpu.*', 'gcpu.load', false],
    ['*.p99', 'http.latency.p99', true],
    ['*.p99', 'http.latency.p999', false],
    ['cpu.*.user', 'cpu.0.user', true],
    ['cpu.*.user', 'cpu.user', false],
    ['a*b*c', 'a.b.b.c', true],
    ['a*b*c', 'a.c.b', false],
    ['ab*ba', 'aba', false],
    ['*', 'anything', true],
    ['**', 'anything', true],
    ['cpu', 'cpu', true],
    ['cpu', 'cpu.load', false],
  ])('%s, key %s: %s', (pattern, key, expected) => {
    expect(matchesPattern(pattern, key)).toBe(expected);
  });

  const few = fc.constantFrom('a', 'b', '.');
  const keys = fc.string({ unit: few, maxLength: 12 });
  const patterns = fc.string({ unit: fc.oneof(few, fc.constant('*')), maxLength: 8 });

  it('matches what the table of all prefixes says that it matches', () => {
    fc.assert(
      fc.property(patterns, keys, (pattern, key) => {
        expect(matchesPattern(pattern, key)).toBe(matchesByTable(pattern, key));
      }),
      { numRuns: 2_000 },
    );
  });

  it('matches every key that it was made from, and none without its beginning', () => {
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1 }), fc.array(keys), (pieces, fillings) => {
        const pattern = pieces.join('*');
        const key = pieces.reduce((made, piece, at) => made + (fillings[at] ?? '') + piece);
        expect(matchesPattern(pattern, key)).toBe(true);
        expect(key.startsWith(literalPrefix(pattern))).toBe(true);
      }),
    );
  });

  it('that is all prefix is decided by how a key begins', () => {
    fc.assert(
      fc.property(patterns.filter(isPrefixPattern), keys, (pattern, key) => {
        expect(matchesPattern(pattern, key)).toBe(key.startsWith(literalPrefix(pattern)));
      }),
    );
  });

  it('looks through the longest key once, where a regular expression would try again and again', () => {
    const pattern = `${'a*'.repeat(99)}b`;
    expect(keyPatternSchema.safeParse(pattern).success).toBe(true);
    expect(matchesPattern(pattern, 'a'.repeat(200))).toBe(false);
  });

  it.each(['', '.cpu', 'cpu load', 'cpu.[0-9]', 'c'.repeat(201)])('is not %j', (text) => {
    expect(keyPatternSchema.safeParse(text).success).toBe(false);
  });
});

/** The textbook answer: whether the first `i` characters of the pattern match the first `j` of the key, for all of both. */
function matchesByTable(pattern: string, key: string): boolean {
  let row = Array.from({ length: key.length + 1 }, (_, j) => j === 0);
  for (const character of pattern) {
    const above = row;
    row = [];
    for (let j = 0; j <= key.length; j += 1) {
      const star = character === '*' && ((above[j] ?? false) || (row[j - 1] ?? false));
      row.push(star || (character !== '*' && j > 0 && character === key[j - 1] && (above[j - 1] ?? false)));
    }
  }
  return row[key.length] ?? false;
}
