import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utcFromWallClock } from './local-hours.mjs';

const chicago = 'America/Chicago';

/** Rows: what the clocks of Chicago showed in 2001, and the instant. Clocks went forward on 1 April, back on 28 October. */
const cases = [
  ['winter', '2001-01-15T00:30', '2001-01-15T06:30'],
  ['the hour before the change', '2001-04-01T01:59', '2001-04-01T07:59'],
  ['the skipped hour, on the offset before it', '2001-04-01T02:10', '2001-04-01T08:10'],
  ['the first hour after the change', '2001-04-01T03:00', '2001-04-01T08:00'],
  ['the day after the change', '2001-04-02T00:00', '2001-04-02T05:00'],
  ['summer', '2001-07-01T00:00', '2001-07-01T05:00'],
  ['the hour before the double hour', '2001-10-28T00:59', '2001-10-28T05:59'],
  ['the double hour, the first time', '2001-10-28T01:30', '2001-10-28T06:30'],
  ['the hour after the double hour', '2001-10-28T02:00', '2001-10-28T08:00'],
];

for (const [name, wall, utc] of cases) {
  test(name, () => {
    const found = utcFromWallClock(Date.parse(`${wall}:00Z`), chicago);
    assert.equal(new Date(found).toISOString(), `${utc}:00.000Z`);
  });
}

test('a place without summer time', () => {
  const found = utcFromWallClock(Date.parse('2001-06-01T12:00:00Z'), 'America/Phoenix');
  assert.equal(new Date(found).toISOString(), '2001-06-01T19:00:00.000Z');
});
