import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { DomainError, type FieldProblem } from '../../../contracts/errors.ts';
import type { Forecast } from '../../../contracts/forecast.ts';
import type { Metric } from '../../../contracts/metric.ts';
import type { Observation } from '../../../detection/index.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { StoredPoint } from '../../store/read-points.ts';
import { type ForecastOutlook, forecastOutlook } from './forecast-outlook.ts';
import { outlookCache } from './outlook-cache.ts';

/** Forecasts that are read for the whole history of a series; the newest count. */
const forecastsOfHistoryMax = 24;

/** A forecast that was read: its outlook, or in words what is wrong with it. */
type HeardForecast = ForecastOutlook | { readonly problem: string };

/** Points with what forecasts said of them, and what is wrong with forecasts that could not be heard. */
export interface OutlookPoints {
  readonly observations: readonly Observation[];
  readonly problems: readonly FieldProblem[];
}

export interface OutlookQuery {
  readonly metricId: string;
  readonly metric: Pick<Metric, 'latestForecast'>;
  readonly resolution: Metric['resolution'];
  /** Oldest first. */
  readonly points: readonly StoredPoint[];
  /** Whether they are the history of the series, over which many forecasts were made, and not a batch. */
  readonly history: boolean;
}

/**
 * Finds for each point what the newest forecast that was made before it, and reaches it, said of it. A forecast in other
 * steps than those of the points says nothing of them: a day's sum is no hour's value.
 *
 * Costs nothing where there is no forecast or the newest ends before the points, one read for a batch (none where this
 * instance has read that forecast before), and at most 24 for a history. A forecast that is not as it should be is a
 * problem to be told, and its points are judged without.
 * Query: `forecasts where metricId == and madeAt <= last point`, by `madeAt` descending.
 */
export async function loadOutlooks(ctx: Ctx, query: OutlookQuery): Promise<OutlookPoints> {
  const { resolution, points } = query;
  if (resolution === null) return { observations: points, problems: [] };
  const heard = await hear(ctx, query);
  const fitting = heard.filter(
    (one): one is ForecastOutlook => !('problem' in one) && isSameStep(one.resolution, resolution),
  );
  return {
    observations: fitting.length === 0 ? points : points.map((point) => withOutlook(point, fitting)),
    problems: heard.flatMap((one) =>
      'problem' in one ? [{ pointer: '/latestForecast', detail: one.problem }] : [],
    ),
  };
}

/** The forecasts in question, the latest first. */
async function hear(ctx: Ctx, query: OutlookQuery): Promise<readonly HeardForecast[]> {
  const { metricId, points, history } = query;
  const latest = query.metric.latestForecast;
  const [first, last] = [points[0], points.at(-1)];
  if (latest === null || first === undefined || last === undefined || latest.to.getTime() < first.at)
    return [];
  const forecasts = collection(ctx.db.firestore, ctx.orgId, 'forecasts');
  const cache = outlookCache(ctx.db.firestore);
  if (!history && latest.madeAt.getTime() <= last.at) {
    const known = cache.get(ctx.orgId, latest.forecastId, latest.madeAt);
    if (known !== undefined) return [known];
    const snapshot = await ctx.db.get(forecasts.doc(latest.forecastId));
    if (!snapshot.exists && isExpired(latest, ctx.now)) return [];
    const heard = heardForecast(snapshot, metricId);
    if (!('problem' in heard)) cache.set(ctx.orgId, latest.forecastId, latest.madeAt, heard);
    return [heard];
  }
  const found = await ctx.db.query(
    forecasts
      .where('metricId', '==', metricId)
      .where('madeAt', '<=', new Date(last.at))
      .orderBy('madeAt', 'desc')
      .limit(history ? forecastsOfHistoryMax : 1),
  );
  return found.map((snapshot) => heardForecast(snapshot, metricId));
}

function heardForecast(snapshot: DocumentSnapshot<Forecast>, metricId: string): HeardForecast {
  const because = (why: string) => ({
    problem: `the forecast ${snapshot.id} is not heard: ${why}; points are judged without it`,
  });
  try {
    const forecast = snapshot.data();
    if (forecast === undefined) return because('it is not there');
    if (forecast.metricId !== metricId) return because('it is of another series');
    return forecastOutlook(forecast);
  } catch (error) {
    if (error instanceof RangeError) return because(error.message);
    if (error instanceof DomainError && error.reason === 'DOCUMENT_INVALID')
      return because('the document does not match its schema');
    throw error;
  }
}

function withOutlook({ at, value }: StoredPoint, latestFirst: readonly ForecastOutlook[]): Observation {
  for (const forecast of latestFirst) {
    const outlook = forecast.madeAt <= at ? forecast.at(at) : undefined;
    if (outlook !== undefined) return { at, value, outlook };
  }
  return { at, value };
}

/** Whether a forecast may have been removed because its time was over, which is nothing to be told. */
const isExpired = ({ expireAt }: NonNullable<Metric['latestForecast']>, now: Date): boolean =>
  expireAt !== null && expireAt <= now;

const isSameStep = (a: NonNullable<Metric['resolution']>, b: NonNullable<Metric['resolution']>): boolean =>
  a.unit === b.unit && a.count === b.count;
