import { describe, expect, it } from 'vitest';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { modelCardSchema } from '../../contracts/model-card.ts';
import { aggregateByKind } from './aggregate-by-kind.ts';
import { makeForecast } from './make-forecast.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-09-20T22:00:00Z');
const options: ForecastOptions = { horizon: 24, levels: [80], backend: 'auto', model: 'auto' };
const every = (step: number, count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => ({ at: start + index * step, value: value(index) }));
const wave = (index: number) => 50 + 20 * Math.sin((index * Math.PI) / 12) + ((index * 7_919) % 97) / 9.7;

describe('makeForecast', () => {
  it('keeps on the card what was repaired', () => {
    const points = every(hour, 700, (index) => (index === 650 ? 900 : wave(index)));
    const { card } = makeForecast(points, options);
    expect(card.history).toMatchObject({
      repairCount: 1,
      repairs: [{ kind: 'outlier', at: new Date(start + 650 * hour), value: 900 }],
      newestAt: new Date(start + 699 * hour),
    });
    expect(card.cautions.map(({ code }) => code)).toContain('outliers-repaired');
    expect(modelCardSchema.parse(card)).toEqual(card);
  });

  it('leaves the history as it is where that is asked, and says what was asked', () => {
    const points = every(hour, 700, (index) => (index === 650 ? 900 : wave(index)));
    const { card } = makeForecast(points, { ...options, repair: 'none' });
    expect(card.history).toMatchObject({ repairCount: 0, repairs: [] });
    expect(card.asked?.repair).toBe('none');
  });

  it('forecasts minutes by the local hour, over the night on which clocks are put back', () => {
    const points = every(minute, 35 * 24 * 60 - 20, () => 2);
    const asked = { resolution: 'hourly', aggregate: 'sum', timeZone: 'Europe/Vienna' } as const;
    const made = makeForecast(points, { ...options, ...asked });
    expect(made.from).toEqual(new Date('2026-10-25T21:00:00Z'));
    expect(made.points.every(({ mean }) => mean === 120)).toBe(true);
    expect(made.card.asked).toMatchObject(asked);
    expect(made.card.history).toMatchObject({
      resolution: { label: 'hourly' },
      timeZone: 'Europe/Vienna',
      observed: points.length,
      newestAt: new Date(points.at(-1)?.at ?? 0),
    });
    const days = makeForecast(points, { ...options, ...asked, resolution: 'P1D', horizon: 2 });
    expect(days.points.map(({ at }) => at.toISOString())).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });
});

describe('aggregateByKind', () => {
  it('adds amounts up, averages levels, and takes the last of a running total, unless asked otherwise', () => {
    const chosen = (['gauge', 'delta', 'counter'] as const).map((kind) => aggregateByKind(options, kind));
    expect(chosen.map(({ aggregate }) => aggregate)).toEqual(['mean', 'sum', 'last']);
    expect(aggregateByKind({ ...options, aggregate: 'max' }, 'delta').aggregate).toBe('max');
  });
});
