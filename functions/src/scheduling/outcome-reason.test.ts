import { expect, test } from 'vitest';
import { DomainError, notFound } from '../contracts/errors.ts';
import { forecastOptionsShape } from '../contracts/forecast-options.ts';
import { forecastPoints } from '../pipeline/forecast/forecast-points.ts';
import { seriesFailed, seriesForecast } from './forecast-series.ts';

const to = new Date('2026-11-22T13:00:00Z');
const options = {
  horizon: 3,
  levels: forecastOptionsShape.levels.parse(undefined),
  backend: 'auto',
  model: 'auto',
} as const;
const hourly = (values: readonly number[]) =>
  values.map((value, hour) => ({ at: Date.UTC(2026, 10, 20, hour), value }));

/** The outcome that a run notes for a series of these values, forecast by the engine itself. */
async function outcomeOf(values: readonly number[], asked: object = {}) {
  try {
    const { card } = await forecastPoints({}, hourly(values), { ...options, ...asked });
    return seriesForecast('met_1', { forecastId: 'fct_1', horizon: 3, to, card }).outcome;
  } catch (error) {
    return seriesFailed('met_1', error).outcome;
  }
}

const waves = (length: number) => Array.from({ length }, (_, i) => 10 + 5 * Math.sin(i) + (i % 7));

test.each<[string, readonly number[], object, string, string | null]>([
  ['long enough', waves(60), {}, 'forecast', null],
  ['empty, or with every value missing', [], {}, 'skipped', 'no-data'],
  ['one point', [5], {}, 'forecast', 'constant'],
  ['short', [5, 6, 4, 5, 6], {}, 'forecast', 'too-short'],
  ['constant', new Array(60).fill(7), {}, 'forecast', 'constant'],
  ['zero throughout', new Array(60).fill(0), {}, 'forecast', 'constant'],
])('a series that is %s is a named outcome', async (_, values, asked, outcome, reason) => {
  expect(await outcomeOf(values, asked)).toMatchObject({ outcome, reason });
});

const failed = (code: DomainError['code'], reason: string) => new DomainError(code, reason, 'in words');

test.each<[unknown, string, string]>([
  [notFound('metric', 'met_1'), 'skipped', 'metric-missing'],
  [
    new DomainError('not-found', 'METRIC_NOT_FOUND', 'no metric', {
      fields: [{ pointer: '/regressors/0/metric', detail: 'no metric' }],
    }),
    'skipped',
    'regressor-missing',
  ],
  [failed('invalid-argument', 'SERIES_TOO_SHORT'), 'skipped', 'too-short'],
  [failed('failed-precondition', 'TIMEGPT_NOT_CONFIGURED'), 'skipped', 'not-possible'],
  [failed('invalid-argument', 'BOUNDS_OUT_OF_ORDER'), 'failed', 'refused'],
  [failed('unavailable', 'SERVICE_UNAVAILABLE'), 'failed', 'error'],
  [failed('resource-exhausted', 'QUOTA_EXCEEDED'), 'failed', 'quota-exceeded'],
  [new Error('unexpected'), 'failed', 'error'],
])('%s is a series %s: %s', (error, outcome, reason) => {
  expect(seriesFailed('met_1', error).outcome).toMatchObject({ outcome, reason });
});

test('a quota that is used up is not asked for again by another attempt; what may pass is', () => {
  expect(seriesFailed('met_1', failed('resource-exhausted', 'QUOTA_EXCEEDED')).retry).toBeUndefined();
  expect(seriesFailed('met_1', failed('resource-exhausted', 'BUSY')).retry).toBeDefined();
});
