import { describe, expect, it } from 'vitest';
import fixture from '../../../../test/fixtures/forecasting/r-arima.json' with { type: 'json' };
import type { ArimaOrder } from './arima-order.ts';
import { differenced } from './differences.ts';
import { fitArma } from './fit-arma.ts';
import { forecastArima } from './forecast-arima.ts';

type Series = Record<string, { seasonLength: number; y: number[] }>;

const cases = fixture.fits.map((answer) => {
  const { seasonLength, y } = (fixture.series as Series)[answer.name];
  const [p, d, q] = answer.order;
  const [P, D, Q] = answer.seasonal;
  const order: ArimaOrder = { p, d, q, P, D, Q, seasonLength, constant: answer.constant };
  return { label: `${answer.name} ${p}${d}${q}${P}${D}${Q}`, answer, order, y: Float64Array.from(y) };
});

function fit(y: Float64Array, order: ArimaOrder) {
  const w = differenced(y, order);
  const found = fitArma(w, order, 'final', fitArma(w, order, 'conditional')?.arguments);
  if (!found) throw new Error('no fit');
  return found;
}

function largest(x: readonly number[]): number {
  return Math.max(0, ...x.map(Math.abs));
}

it('has the whole fixture', () => {
  expect(cases.map(({ label }) => label)).toEqual([
    'AirPassengers 011011',
    'lh 300000',
    'LakeHuron 200000',
    'WWWusage 310000',
    'USAccDeaths 011011',
    'Nile 011000',
    'Nile 101000',
    'lynx 202000',
    'BJsales 111000',
    'JohnsonJohnson 200110',
    'nottem 100201',
    'co2 111011',
    'airmiles 021000',
  ]);
});

// R stops its search where the likelihood changes by less than 1e-8 of itself, and starts differenced series from a
// vague prior instead of dropping their first points: both move the likelihood by some thousandths.
describe.each(cases)('$label', ({ answer, order, y }) => {
  const found = fit(y, order);

  it('has the likelihood and AICc of R', () => {
    expect(Math.abs(found.logLikelihood - answer.loglik)).toBeLessThan(0.004);
    expect(Math.abs(found.aicc - answer.aicc)).toBeLessThan(0.008);
  });

  it('has the coefficients of R', () => {
    for (const part of ['ar', 'ma', 'seasonalAr', 'seasonalMa'] as const) {
      expect(found.factors[part]).toHaveLength(answer[part].length);
      expect(largest(found.factors[part].map((a, i) => a - answer[part][i]))).toBeLessThan(2e-3);
    }
  });

  it('has the mean or drift, and the variance, of R', () => {
    const perStep = order.D > 0 ? order.seasonLength : 1;
    const deviation = Math.sqrt(answer.sigma2);
    expect(found.mean !== 0).toBe(answer.constant);
    expect(Math.abs(found.mean / perStep - (answer.mean[0] ?? 0))).toBeLessThan(1e-2 * deviation);
    expect(Math.abs(found.variance / answer.sigma2 - 1)).toBeLessThan(1e-3);
  });

  it('forecasts as R does, and is as sure', () => {
    const range = Math.max(...y) - Math.min(...y);
    const { mean, standardDeviation } = forecastArima(y, found, answer.forecast.length);
    expect(largest(mean.map((value, i) => value - answer.forecast[i]))).toBeLessThan(3e-4 * range);
    expect(largest(standardDeviation.map((value, i) => value / answer.se[i] - 1))).toBeLessThan(2e-3);
  });
});
