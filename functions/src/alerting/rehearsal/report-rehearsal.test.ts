import { describe, expect, it } from 'vitest';
import { flatForecast } from '../../../test/support/alerts.ts';
import type { RehearsedSeries } from './rehearsal.ts';
import { reportRehearsal } from './report-rehearsal.ts';
import { ruleOf, staged } from './testing/staged.ts';

const start = Date.parse('2026-11-21T00:00:00Z');
const hourMs = 3_600_000;
const hour = (n: number) => new Date(start + n * hourMs);

const soon = ruleOf({
  condition: { type: 'forecast-breach', direction: 'above', threshold: 100, withinSeconds: 6 * 3_600 },
});

/** Hourly values, and at some hours a forecast that is sure of a mean. */
function series(values: readonly number[], means: Readonly<Record<number, number>>): RehearsedSeries {
  return {
    metricId: 'met_1',
    metric: { key: 'load', labels: {}, unit: null },
    points: values.map((value, index) => ({ at: start + index * hourMs, value })),
    forecast: (index) => {
      const mean = means[index];
      if (mean === undefined) return undefined;
      const forecast = flatForecast({ origin: hour(index), hours: 6, mean, standardDeviation: 1 });
      return { forecastId: `fct_${index}`, forecast };
    },
  };
}

const report = (one: RehearsedSeries) =>
  reportRehearsal(staged(soon, [one], { from: hour(0), to: hour(one.points.length - 1) }));

describe('the account of a rehearsal', () => {
  it('has the lead of a warning before the breach, and says that the forecast was right', () => {
    const { episodes, forecast, channels } = report(
      series([50, 50, 50, 50, 120, 120, 50, 50, 50, 50, 50, 50, 50], { 1: 150, 6: 50 }),
    );
    expect(episodes).toMatchObject([{ firedAt: hour(1), endedAt: hour(6), firingSeconds: 5 * 3_600 }]);
    expect(forecast).toMatchObject({
      forecasts: 2,
      breaches: [{ at: hour(4), value: 120, foretoldAt: hour(1), leadTimeSeconds: 3 * 3_600 }],
      falseAlarms: [],
      calibration: [
        { from: 0, to: 0.1, forecasts: 1, cameTrue: 0, frequency: 0 },
        { from: 0.9, to: 1, forecasts: 1, cameTrue: 1, frequency: 1 },
      ],
    });
    expect(channels).toEqual([{ channelId: 'slack', sent: 3, withheld: {} }]);
  });

  it('calls a breach missed that nobody had foretold, or of which the warning was withdrawn', () => {
    const missed = report(series([50, 50, 50, 120, 50, 50, 50, 50, 50, 50], { 0: 50 }));
    expect(missed.forecast?.breaches).toMatchObject([
      { at: hour(3), foretoldAt: null, leadTimeSeconds: null },
    ]);
    const withdrawn = report(series([50, 50, 50, 120, 50, 50, 50, 50, 50, 50], { 0: 150, 1: 50 }));
    expect(withdrawn.forecast?.breaches).toMatchObject([{ at: hour(3), foretoldAt: null }]);
  });

  it('counts the lead of a second breach from the end of the first, where the alert never ended', () => {
    const { forecast } = report(series([50, 120, 50, 50, 120, 50], { 0: 150 }));
    expect(forecast?.breaches).toMatchObject([
      { at: hour(1), leadTimeSeconds: 3_600 },
      { at: hour(4), foretoldAt: hour(1), leadTimeSeconds: 3 * 3_600 },
    ]);
  });

  it('calls an alarm false only once its windows are over', () => {
    const quiet = (hours: number) => Array.from({ length: hours }, () => 50);
    expect(report(series(quiet(10), { 1: 150 })).forecast?.falseAlarms).toMatchObject([{ firedAt: hour(1) }]);
    const undecided = report(series(quiet(7), { 1: 150 })).forecast;
    expect(undecided).toMatchObject({ falseAlarms: [], calibration: [] });
    expect(report(series(quiet(10).with(7, 120), { 1: 150 })).forecast?.falseAlarms).toEqual([]);
  });

  it('does not score a first observation that is across already, and no rule on anything but forecasts', () => {
    expect(report(series([120, 50, 50], {})).forecast?.breaches).toEqual([]);
    const one = series([120, 50], {});
    expect(reportRehearsal(staged(ruleOf(), [one], { from: hour(0), to: hour(2) })).forecast).toBeNull();
  });
});
