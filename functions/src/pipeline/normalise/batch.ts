import type { z } from 'zod';
import type { Labels } from '../../contracts/common.ts';
import type { FieldProblem } from '../../contracts/errors.ts';
import { flatPointSchema, type TimestampUnit } from '../../contracts/ingest.ts';
import type { Metric } from '../../contracts/metric.ts';
import { fieldProblems, jsonPointer } from '../../contracts/validation.ts';
import { futureMs, parseInstant, plannedMs } from './instant.ts';
import { metricIdOf } from './metric-id.ts';

/** The points of one series in a batch, by instant in ms UTC. */
export interface SeriesBatch {
  readonly metricId: string;
  readonly key: string;
  readonly labels: Labels;
  unit: string | undefined;
  kind: Metric['kind'] | undefined;
  readonly points: Map<number, number>;
  /** Where each point stood, in the order of `points`; of one that came again, where it first did. */
  readonly origins: readonly Origin[];
}

/** The same while it is collected. */
type GrowingSeries = SeriesBatch & { readonly origins: Origin[] };

/** A batch after normalisation: what can be stored, and what is wrong with the rest. */
export interface NormalisedBatch {
  readonly series: readonly SeriesBatch[];
  /** Points that named an instant of their series again. */
  readonly duplicates: number;
  readonly rejected: number;
  readonly problems: readonly FieldProblem[];
}

/** Where a point stood in the request. */
export interface Origin {
  readonly path: readonly PropertyKey[];
  readonly line?: number;
}

/** Why points of a metric are not taken from this caller; undefined where they are. */
export type RefuseMetric = (metric: string) => string | undefined;

/** What holds for every point of a batch. */
export interface BatchTerms {
  readonly now: Date;
  readonly planned?: boolean | undefined;
  readonly refusal?: RefuseMetric | undefined;
}

type FlatPoint = z.infer<typeof flatPointSchema>;

/** Collects points from any format: each is checked on its own, so a bad one costs only itself. */
export class BatchBuilder {
  readonly #series = new Map<string, GrowingSeries>();
  readonly #ids = new Map<string, string>();
  readonly #problems: FieldProblem[] = [];
  #duplicates = 0;
  #rejected = 0;
  readonly #unit: TimestampUnit;
  readonly #now: number;
  readonly #aheadMs: number;
  readonly #refusal: RefuseMetric;

  /** Points that are `planned` may lie years ahead. */
  constructor(unit: TimestampUnit, { now, planned = false, refusal = () => undefined }: BatchTerms) {
    this.#unit = unit;
    this.#now = now.getTime();
    this.#aheadMs = planned ? plannedMs : futureMs;
    this.#refusal = refusal;
  }

  /** Adds a point of any shape, or notes every reason why it cannot be stored. */
  addFlat(raw: unknown, origin: Origin): void {
    const parsed = flatPointSchema.safeParse(raw);
    if (parsed.success) this.addPoint(parsed.data, origin);
    else this.reject(fieldProblems(parsed.error, origin.path), origin);
  }

  /** Adds a point whose fields were checked already, all but its instant. */
  addPoint(point: FlatPoint, origin: Origin, timestampKey: PropertyKey = 'timestamp'): void {
    const refused = this.#refusal(point.metric);
    if (refused !== undefined) {
      this.reject([{ pointer: jsonPointer(origin.path), detail: refused }], origin);
      return;
    }
    const instant = parseInstant(point.timestamp, this.#unit, this.#now, this.#aheadMs);
    if ('problem' in instant) {
      this.reject(
        [{ pointer: jsonPointer([...origin.path, timestampKey]), detail: instant.problem }],
        origin,
      );
      return;
    }
    const series = this.#seriesOf(point);
    if (series.points.has(instant.at)) this.#duplicates += 1;
    else series.origins.push(origin);
    series.points.set(instant.at, point.value);
  }

  /** Notes one record that cannot be stored. */
  reject(problems: readonly FieldProblem[], { line }: Origin): void {
    this.#rejected += 1;
    this.#problems.push(
      ...(line === undefined ? problems : problems.map((problem) => ({ ...problem, line }))),
    );
  }

  build(): NormalisedBatch {
    return {
      series: [...this.#series.values()],
      duplicates: this.#duplicates,
      rejected: this.#rejected,
      problems: this.#problems,
    };
  }

  #seriesOf({ metric, labels, unit, kind }: FlatPoint): GrowingSeries {
    const metricId = this.#idOf(metric, labels);
    let series = this.#series.get(metricId);
    if (series === undefined) {
      series = { metricId, key: metric, labels, unit, kind, points: new Map(), origins: [] };
      this.#series.set(metricId, series);
    }
    series.unit ??= unit;
    series.kind ??= kind;
    return series;
  }

  /** Hashing every point would cost more than all the rest; a batch repeats few series. */
  #idOf(key: string, labels: Labels): string {
    const spelling = JSON.stringify([key, labels]);
    let metricId = this.#ids.get(spelling);
    if (metricId === undefined) {
      metricId = metricIdOf(key, labels);
      this.#ids.set(spelling, metricId);
    }
    return metricId;
  }
}
