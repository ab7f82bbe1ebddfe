import { describe, expect, it } from 'vitest';
import { type Matcher, matchersSchema } from '../../contracts/matchers.ts';
import { matches } from './matches.ts';

const labels = { airport: 'ATL', severity: 'critical', empty: '' };
const matcher = (label: string, operator: Matcher['operator'], value: string): Matcher => ({
  label,
  operator,
  value,
});

describe('matches', () => {
  it.each([
    ['airport', '=', 'ATL', true],
    ['airport', '=', 'BOS', false],
    ['airport', '=', 'atl', false],
    ['airport', '!=', 'ATL', false],
    ['airport', '!=', 'BOS', true],
    ['airport', '=~', 'A.L', true],
    ['airport', '=~', 'ATL|BOS', true],
    ['airport', '!~', 'ATL|BOS', false],
    ['airport', '!~', 'B.*', true],
    // Anchored at both ends, alternatives included.
    ['airport', '=~', 'A', false],
    ['airport', '=~', 'T', false],
    ['airport', '=~', 'AT|TL', false],
    ['airport', '=~', '(?i)atl', true],
    // A label that is not there counts as empty.
    ['team', '=', '', true],
    ['team', '!=', '', false],
    ['team', '=~', '.*', true],
    ['team', '=~', '.+', false],
    ['team', '!~', '.+', true],
    ['team', '!=', 'ops', true],
    ['empty', '=', '', true],
    ['constructor', '=', '', true],
    // What does not parse holds for nothing.
    ['airport', '=~', '(', false],
    ['airport', '!~', '(', false],
  ] as const)('%s %s %j: %s', (label, operator, value, expected) => {
    const one = matcher(label, operator, value);
    expect(matches([one], labels)).toBe(expected);
    // Compiled by now.
    expect(matches([one], labels)).toBe(expected);
  });

  it('asks for all of them, and holds for everything when there are none', () => {
    const airport = matcher('airport', '=', 'ATL');
    const severity = matcher('severity', '=~', 'warning|critical');
    expect(matches([], labels)).toBe(true);
    expect(matches([airport, severity], labels)).toBe(true);
    expect(matches([airport, severity], { ...labels, severity: 'info' })).toBe(false);
    expect(matches([severity, airport], { ...labels, airport: 'BOS' })).toBe(false);
  });

  it('takes "=" for the operator where none is said', () => {
    const [parsed] = matchersSchema.parse([{ label: 'airport', value: 'ATL' }]);
    expect(matches([parsed as Matcher], labels)).toBe(true);
  });

  it('answers at once where a backtracking engine would not before the end of the universe', () => {
    const label = 'a'.repeat(256);
    expect(matches([matcher('airport', '=~', '(a*)*b|(a|aa)+c|(.*a){12}d')], { airport: label })).toBe(false);
  });
});
