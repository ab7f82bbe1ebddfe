import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSampleCsv, parseSampleCsv } from './sample-csv.mjs';

const header = 'metric,timestamp,value,unit,airport\n';

test('labels are the columns after the four fixed ones', () => {
  const text = `${header}flights,2001-03-05T05:00:00Z,-1.5,min,BOS\nflights,2001-03-05T06:00:00Z,0,min,BOS\n`;
  const series = parseSampleCsv(text);
  assert.deepEqual(series, [
    {
      metric: 'flights',
      labels: { airport: 'BOS' },
      unit: 'min',
      points: [
        { at: Date.UTC(2001, 2, 5, 5), value: -1.5 },
        { at: Date.UTC(2001, 2, 5, 6), value: 0 },
      ],
    },
  ]);
  assert.equal(formatSampleCsv(series), text);
});

/** Rows: a line that is not a point, and what is said of it. */
const refused = [
  ['flights,2001-03-05T05:00:00Z,1,min', /expected 5 cells/],
  ['flights,2001-03-05T05:00:00Z,1,min,"BOS"', /without quotes/],
  ['flights,yesterday,1,min,BOS', /ISO 8601/],
  ['flights,2001-03-05T05:00:00Z,,min,BOS', /finite number/],
  ['flights,2001-03-05T05:00:00Z,NaN,min,BOS', /finite number/],
];

for (const [line, message] of refused) {
  test(`refuses ${line}`, () => {
    assert.throws(() => parseSampleCsv(`${header}${line}\n`), message);
  });
}

test('refuses to write a cell that would need quoting', () => {
  const series = {
    metric: 'a',
    unit: 'min',
    points: [{ at: 0, value: 1 }],
    labels: { city: 'Paris, Texas' },
  };
  assert.throws(() => formatSampleCsv([series]), /needs quoting/);
});
