import { setImmediate } from 'node:timers/promises';
import { type ForecastOrigin, forecastOrigins } from '../../alerting/rehearsal/forecast-origins.ts';
import type { AlertCondition } from '../../contracts/alert-condition.ts';
import { readDetectionSettings } from '../../contracts/detection-settings.ts';
import { DomainError } from '../../contracts/errors.ts';
import { horizonMax } from '../../contracts/level.ts';
import { forecastAt, type RehearsedForecast } from './forecast-at.ts';
import { forecastingMsMax, forecastsMax } from './limits.ts';
import type { ReadSeries, RehearsalRange } from './read-rehearsed-series.ts';

/** The forecasts of a rehearsal, by series and by the index of the point that each has for its newest. */
export interface MadeForecasts {
  readonly forecasts: ReadonlyMap<string, ReadonlyMap<number, RehearsedForecast>>;
  /** Origin of the first forecast that there was no time for; null where all were made. */
  readonly stoppedAt: Date | null;
}

/**
 * Makes the forecasts of a rule in order of their origins, over all series, and lets other requests have their turn in
 * between. Stops when the time is up: what is rehearsed up to there does not depend on the rest.
 *
 * @param isOver whether the time is up
 * @throws {DomainError} `invalid-argument` for more forecasts than one request makes, or longer ones than there are
 */
export async function makeForecasts(
  series: readonly ReadSeries[],
  condition: Extract<AlertCondition, { type: 'forecast-breach' }>,
  { range, every }: { readonly range: RehearsalRange; readonly every?: number | undefined },
  isOver: () => boolean = timeIsUp(),
): Promise<MadeForecasts> {
  const planned = series
    .flatMap((one) => {
      const { settings } = readDetectionSettings(one.metric.detectionSettings);
      const seasonLength = settings.seasonLengths?.[0];
      const plan = { ...range, withinSeconds: condition.withinSeconds, every, seasonLength };
      return forecastOrigins(one.points, plan).map((origin) => ({ one, settings, origin }));
    })
    .sort((a, b) => instantOf(a) - instantOf(b));
  requireAffordable(planned);
  const forecasts = new Map<string, Map<number, RehearsedForecast>>(
    series.map(({ metricId }) => [metricId, new Map()]),
  );
  for (const { one, settings, origin } of planned) {
    if (isOver()) return { forecasts, stoppedAt: new Date(instantOf({ one, origin })) };
    const { timeZone, seasonLengths } = settings;
    const options = {
      model: 'auto' as const,
      ...(timeZone === null ? {} : { timeZone }),
      ...(seasonLengths === null || seasonLengths.length === 0 ? {} : { seasonLengths: [...seasonLengths] }),
    };
    forecasts.get(one.metricId)?.set(origin.index, forecastAt({ ...one, options }, origin));
    await setImmediate();
  }
  return { forecasts, stoppedAt: null };
}

interface Planned {
  readonly one: ReadSeries;
  readonly origin: ForecastOrigin;
}

const instantOf = ({ one, origin }: Planned): number => one.points[origin.index]?.at ?? 0;

function requireAffordable(planned: readonly Planned[]): void {
  const [far] = planned.filter(({ origin }) => origin.horizon > horizonMax);
  if (far !== undefined) {
    const detail = `expected at most ${horizonMax} steps of the series; these are ${far.origin.horizon} of ${far.one.metricId}`;
    throw refused('/rule/condition/withinSeconds', detail);
  }
  if (planned.length <= forecastsMax) return;
  const detail = `expected more steps: this asks for ${planned.length} forecasts, and one request makes at most ${forecastsMax}`;
  throw refused('/forecastEvery', detail);
}

const refused = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-argument', 'WORK_TOO_LARGE', `the rehearsal is too large: ${pointer}: ${detail}`, {
    fields: [{ pointer, detail }],
  });

function timeIsUp(): () => boolean {
  const startedAt = performance.now();
  return () => performance.now() - startedAt > forecastingMsMax;
}
