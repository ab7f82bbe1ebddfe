import { FieldPath, type Query } from 'firebase-admin/firestore';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { historyStepsMax } from '../forecast/read-history.ts';
import { readPoints, type StoredPoint } from '../store/read-points.ts';
import { chunksMax, knownPointsMax, pointsMax, seriesMax } from './limits.ts';

/** A stored series, and of it what a rehearsal looks at. */
export interface ReadSeries {
  readonly metricId: string;
  readonly metric: Metric;
  /** Those before the rehearsal included, as far as the rule looks back. */
  readonly points: readonly StoredPoint[];
  /** How many are evaluated. */
  readonly evaluated: number;
}

/** The time of a rehearsal. */
export interface RehearsalRange {
  readonly from: Date;
  readonly to: Date;
}

const dayMs = 86_400_000;
const monthMs = 31 * dayMs;

/**
 * The series that a rule selects, in order of their ids, up to `seriesMax`, with the points of the rehearsal and those from
 * before that the rule looks back to. Query: equality on `key` and on each label, for which Firestore merges the indexes of
 * the single fields.
 *
 * @throws {DomainError} `invalid-argument` (RANGE_TOO_LARGE) for more points than one request evaluates
 */
export async function readRehearsedSeries(
  ctx: Ctx,
  rule: AlertRule,
  range: RehearsalRange,
): Promise<{ readonly series: readonly ReadSeries[]; readonly moreSeries: boolean }> {
  const found = await selected(ctx, rule);
  const chosen = found.slice(0, seriesMax);
  requireFewPoints(chosen.reduce((sum, { metric }) => sum + expectedPoints(metric, range), 0));
  const series: ReadSeries[] = [];
  for (const { metricId, metric } of chosen) {
    const from = lookBackFrom(rule, metric, range.from, Math.floor(knownPointsMax / chosen.length));
    const read = await readPoints(ctx, metricId, { from, to: range.to.getTime() + 1, chunksMax });
    if (read.completeTo <= range.to.getTime()) throw tooLarge('the documents of a series');
    const evaluated = read.points.filter(({ at }) => at >= range.from.getTime()).length;
    series.push({ metricId, metric, points: read.points, evaluated });
    requireFewPoints(series.reduce((sum, one) => sum + one.evaluated, 0));
  }
  return { series, moreSeries: found.length > seriesMax };
}

async function selected(ctx: Ctx, { selector }: AlertRule) {
  const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
  if ('forecastJob' in selector) return [];
  if ('metricId' in selector) {
    const metric = (await ctx.db.get(metrics.doc(selector.metricId))).data();
    return metric === undefined ? [] : [{ metricId: selector.metricId, metric }];
  }
  let query: Query<Metric> = metrics.where('key', '==', selector.metric);
  for (const [name, value] of Object.entries(selector.labels)) {
    query = query.where(new FieldPath('labels', name), '==', value);
  }
  const found = await ctx.db.query(query.limit(seriesMax + 1));
  return found.map((document) => ({ metricId: document.id, metric: document.data() }));
}

/** How far back a rule looks from the first point that it evaluates, ms UTC. */
function lookBackFrom({ condition, noData }: AlertRule, metric: Metric, from: Date, share: number): number {
  const first = metric.firstPointAt?.getTime() ?? 0;
  const stepMs = stepOf(metric);
  const byPoints =
    stepMs === null ? first : Math.max(first, from.getTime() - stepMs * Math.min(share, historyStepsMax));
  switch (condition.type) {
    case 'forecast-job-failing':
      return from.getTime();
    case 'forecast-breach':
    case 'anomaly':
      return byPoints;
    case 'threshold':
      return Math.min(from.getTime() - (condition.window?.seconds ?? 0) * 1_000, silenceFrom());
    case 'change':
      return Math.min(from.getTime() - 8 * dayMs - condition.window.seconds * 1_000, silenceFrom());
    case 'absence':
      return from.getTime() - condition.afterSeconds * 1_000 - dayMs;
  }
  function silenceFrom(): number {
    return noData === null ? from.getTime() : from.getTime() - noData.afterSeconds * 1_000 - dayMs;
  }
}

/** How many points a metric should have in a time, by its resolution; 0 where that is not known. */
function expectedPoints(metric: Metric, { from, to }: RehearsalRange): number {
  const stepMs = stepOf(metric);
  if (stepMs === null || metric.firstPointAt === null || metric.lastPointAt === null) return 0;
  const begin = Math.max(from.getTime(), metric.firstPointAt.getTime());
  const end = Math.min(to.getTime(), metric.lastPointAt.getTime());
  return Math.max(0, Math.floor((end - begin) / stepMs));
}

const stepOf = ({ resolution }: Metric): number | null =>
  resolution === null ? null : resolution.count * (resolution.unit === 'month' ? monthMs : 1);

function requireFewPoints(count: number): void {
  if (count > pointsMax) throw tooLarge(`${count} points`);
}

function tooLarge(what: string): DomainError {
  const detail = `expected a later instant: ${what} are more than the ${pointsMax} points that one request evaluates`;
  return new DomainError('invalid-argument', 'RANGE_TOO_LARGE', `the time is too long: ${detail}`, {
    fields: [{ pointer: '/from', detail }],
  });
}
