import { describe, expect, it } from 'vitest';
import { detectSeries } from '../detect-series.ts';
import { createDetector } from '../detector.ts';
import { withOutlooks } from '../testing/outlooks.ts';
import { businessHours, createUniform } from '../testing/series.ts';
import type { Observation } from '../types.ts';

const day = 24;
const week = 7 * day;
const length = 8 * week;
const noise = 4;
/** From when on there are forecasts. */
const from = 5 * week;
/** The Wednesday of the seventh week. */
const holiday = 6 * week + 2 * day;
const noon = holiday + day / 2;

const isHoliday = (i: number) => i >= holiday && i < holiday + day;
const quiet = businessHours(length, 1, 0).map(({ value }) => value);
const usual = (i: number) => quiet[i] ?? 0;
/** On the holiday the night lasts all day. */
const planned = (i: number) => (isHoliday(i) ? 50 : usual(i));
const busy = businessHours(length, 7, noise);
const closed = add(busy, (i) => planned(i) - usual(i));

function add(series: readonly Observation[], extra: (i: number) => number): Observation[] {
  return series.map((observation, i) => ({ ...observation, value: observation.value + extra(i) }));
}

/** Indices of what is reported. */
function reported(series: readonly Observation[]): number[] {
  return detectSeries(series).detections.flatMap(({ verdict }, i) => (verdict === 'anomalous' ? [i] : []));
}

const after = (start: number) => (i: number) => i >= start;

describe('a holiday', () => {
  it('is reported when nobody expected it', () => {
    expect(reported(closed).filter(isHoliday).length).toBeGreaterThan(3);
    expect(reported(withOutlooks(closed, usual, { from })).filter(isHoliday).length).toBeGreaterThan(3);
  });

  it.each([1, 6, day])('is not reported when forecasts that are made every %d hours expected it', (every) => {
    expect(reported(withOutlooks(closed, planned, { every, from })).filter(after(holiday))).toEqual([]);
  });

  it('is not reported when the very first forecast expected it', () => {
    expect(reported(withOutlooks(closed, planned, { from: holiday })).filter(after(holiday))).toEqual([]);
  });

  it('is not reported when a forecast expected it and it is a day as always', () => {
    expect(reported(withOutlooks(busy, planned, { from })).filter(after(holiday))).toEqual([]);
  });

  it('says that the forecast expected it, with the band of the forecast', () => {
    const { detections } = detectSeries(withOutlooks(closed, planned, { from }));
    const detection = detections[noon];
    expect(detection?.expected).toBeCloseTo(50, 9);
    expect(detection?.lower).toBeLessThan(detection?.value ?? 0);
    expect(detection?.upper).toBeGreaterThan(detection?.value ?? 0);
  });
});

describe('what a forecast did not expect', () => {
  it.each([
    ['above', 60],
    ['below', -60],
  ])('is reported on an ordinary day (%s)', (_, size) => {
    const spiked = add(busy, (i) => (i === noon ? size : 0));
    expect(reported(withOutlooks(spiked, usual, { from }))).toContain(noon);
  });

  it('is reported on a holiday', () => {
    const spiked = add(closed, (i) => (i === noon ? -45 : 0));
    expect(reported(withOutlooks(spiked, planned, { from }))).toContain(noon);
  });

  it('is measured by the spread of its own side', () => {
    const wide = { from, below: noise, above: 10 * noise };
    const [up, down] = [50, -50].map((size) => add(closed, (i) => (i === noon ? size : 0)));
    expect(reported(withOutlooks(up ?? [], planned, wide))).not.toContain(noon);
    expect(reported(withOutlooks(down ?? [], planned, wide))).toContain(noon);
  });
});

describe('a week without customers', () => {
  const uniform = createUniform(3);
  const shut = (i: number) => i >= holiday && i < holiday + week;
  const open = (i: number) => i % day >= 8 && i % day < 20;
  const visits = busy.map(({ at }, i) => {
    const value = Math.floor(8 * uniform());
    return { at, value: open(i) && !shut(i) ? value : 0 };
  });
  /** For certain 0 by night and in that week, as forecasts are of steps that are closed. */
  const told = visits.map((observation, i): Observation => {
    const certain = shut(i) || !open(i);
    const outlook = {
      median: certain ? 0 : 3.5,
      below: certain ? 0 : 2.5,
      above: certain ? 0 : 2.5,
      madeAt: 0,
    };
    return i < from ? observation : { ...observation, outlook };
  });

  it('is a flat line, but where a forecast was certain of it', () => {
    expect(reported(visits).filter(shut)).not.toEqual([]);
    expect(reported(told).filter(shut)).toEqual([]);
  });
});

describe('a level', () => {
  const size = 5 * noise;
  const shifted = add(busy, (i) => (i >= holiday ? size : 0));
  /** A forecast that comes half-way to the new level within the hour, and closer with each that follows. */
  const following = (i: number, made: number) =>
    usual(i) + (made <= holiday ? 0 : size * (1 - 0.5 ** (made - holiday)));

  it('that a forecast expected is not reported', () => {
    const known = withOutlooks(shifted, (i) => usual(i) + (i >= holiday ? size : 0), { from });
    expect(reported(shifted).filter(after(holiday))).not.toEqual([]);
    expect(reported(known).filter(after(holiday))).toEqual([]);
  });

  it.each([1, day])(
    'that forecasts only followed is reported, also when they come every %d hours',
    (every) => {
      const heard = withOutlooks(shifted, following, { every, from });
      expect(reported(heard).filter((i) => i >= holiday && i < holiday + day)).not.toEqual([]);
    },
  );
});

describe('useless forecasts', () => {
  const wrong = 50;

  it.each([
    ['a constant', () => 0, noise],
    ['the height of the spike', (i: number) => usual(i) + 60, noise],
    ['the wrong half of the day', (i: number) => usual(i + 12), noise],
    ['anything at all', usual, 1000 * noise],
    ['a constant, and anything', () => 1e6, 1e6],
  ])('hide no spike and add none after they have been wrong for fifty points: %s', (_, medianAt, below) => {
    for (const spike of [wrong, wrong + 61, wrong + 2 * day].map((n) => from + n)) {
      const spiked = add(busy, (i) => (i === spike ? 60 : 0));
      const [plain, heard] = [spiked, withOutlooks(spiked, medianAt, { below, from })].map((series) =>
        reported(series).filter(after(from + wrong)),
      );
      expect(plain).toContain(spike);
      expect(heard).toEqual(plain);
    }
  });

  it('lose in some hours what they won in weeks', () => {
    const turned = withOutlooks(
      closed,
      (i) => (i < holiday - 20 ? usual(i) : i < holiday ? 1e3 : planned(i)),
      {
        from: 2 * week,
      },
    );
    expect(reported(turned).find(isHoliday)).toBe(reported(closed).find(isHoliday));
    expect(reported(closed).find(isHoliday)).toBeDefined();
  });

  it('are heard again when they have been good for two hundred', () => {
    const heard = withOutlooks(closed, (i) => (i < holiday - 200 ? 1e3 : planned(i)), { from: 4 * week });
    expect(reported(heard).filter(isHoliday)).toEqual([]);
  });
});

describe('the memory of forecasts', () => {
  it('is no part of a state that never heard one', () => {
    const detector = createDetector();
    for (const { at, value } of busy.slice(0, 100)) detector.update(at, value);
    expect(detector.serialise()).not.toHaveProperty('outlook');
  });

  it('is not touched by a late point', () => {
    const detector = createDetector();
    const series = withOutlooks(busy.slice(0, 100), usual);
    for (const { at, value, outlook } of series) detector.update(at, value, outlook);
    const before = detector.serialise();
    detector.update(series[50]?.at ?? 0, 0, { median: 1e9, below: 1, above: 1, madeAt: 0 });
    expect(detector.serialise()).toEqual(before);
  });

  it.each([
    [{ median: Number.NaN }, 'median of an outlook must be a finite number'],
    [{ above: Number.POSITIVE_INFINITY }, 'above of an outlook must be a finite number'],
    [{ madeAt: Number.NaN }, 'madeAt of an outlook must be a finite number'],
    [{ below: -1 }, 'below of an outlook must be 0 or more'],
  ])('refuses %o', (part, message) => {
    const detector = createDetector();
    expect(() => detector.update(0, 1, { median: 1, below: 1, above: 1, madeAt: 0, ...part })).toThrow(
      message,
    );
  });
});
