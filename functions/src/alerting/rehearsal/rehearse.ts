import type { Check } from '../check.ts';
import { evaluate } from '../evaluate.ts';
import type { ObservedPoint } from '../observed-history.ts';
import type { Rehearsal, RehearsedSeries } from './rehearsal.ts';
import { RehearsedAlerts, type RehearsedChange } from './rehearsed-alerts.ts';
import { RehearsedGroups } from './rehearsed-groups.ts';
import { RehearsedSilences } from './rehearsed-silences.ts';
import { RehearsedWatch } from './rehearsed-watch.ts';
import { type SentNotification, Timeline, type TimelineEntry } from './timeline.ts';

/** What a forecast claimed at its origin, of rules on forecasts. */
export interface Claim {
  readonly metricId: string;
  readonly check: Check;
}

/** What would have happened. */
export interface Rehearsed {
  readonly timeline: readonly TimelineEntry[];
  readonly notifications: readonly SentNotification[];
  readonly claims: readonly Claim[];
}

/** What has come of a series so far. */
interface Heard {
  readonly series: RehearsedSeries;
  readonly seen: ObservedPoint[];
}

/**
 * Replays a rule over history under a clock of its own, with the functions that decide in earnest: each point comes at its
 * instant and is evaluated (`evaluate`), leads the alert on (`foldChecks`), and what is to be told wakes groups
 * (`planWake`), which are flushed when they ask for it (`planFlush`). Pure and deterministic; what happens up to an instant
 * depends on nothing after it.
 *
 * At the same instant silences begin and end first, then points come in the order of the series, then silence of series is
 * noticed, then groups are looked at. Nobody acknowledges, channels are not slow and have no rate limit.
 *
 * Differs from a day in production by what that adds: points come late, forecasts are made when jobs run, and a tick is
 * exact to the minute.
 */
export function rehearse(rehearsal: Rehearsal): Rehearsed {
  const { from, to } = rehearsal;
  const stage = new Stage(rehearsal);
  for (const { heard, index } of inOrder(rehearsal.series.map((series) => ({ series, seen: [] })))) {
    const point = heard.series.points[index];
    if (point === undefined || point.at > to.getTime()) break;
    const now = new Date(point.at);
    if (now >= from) stage.goTo(now);
    stage.hear(heard, point, index, now >= from);
  }
  stage.goTo(new Date(to.getTime() + 1));
  return stage.answer();
}

/** Points of all series, oldest first; at the same instant in the order of the series. */
function inOrder(all: readonly Heard[]): readonly { readonly heard: Heard; readonly index: number }[] {
  return all
    .flatMap((heard) => heard.series.points.map(({ at }, index) => ({ at, heard, index })))
    .sort((a, b) => a.at - b.at);
}

class Stage {
  readonly #rehearsal: Rehearsal;
  readonly #timeline = new Timeline();
  readonly #claims: Claim[] = [];
  readonly #alerts: RehearsedAlerts;
  readonly #silences: RehearsedSilences;
  readonly #groups: RehearsedGroups;
  readonly #watch: RehearsedWatch;
  readonly #series: ReadonlyMap<string, RehearsedSeries>;

  constructor(rehearsal: Rehearsal) {
    const { ruleId, rule, silences, from } = rehearsal;
    this.#rehearsal = rehearsal;
    this.#alerts = new RehearsedAlerts(ruleId, rule);
    this.#silences = new RehearsedSilences(silences, from);
    this.#watch = new RehearsedWatch(rule, from);
    this.#groups = new RehearsedGroups({
      rehearsal,
      alerts: this.#alerts,
      silences: this.#silences,
      timeline: this.#timeline,
    });
    this.#series = new Map(rehearsal.series.map((series) => [series.metricId, series]));
  }

  answer(): Rehearsed {
    const { entries, notifications } = this.#timeline;
    return { timeline: entries, notifications, claims: this.#claims };
  }

  /** Does all that is due before an instant, and begins and ends the silences that do so at it. */
  goTo(instant: Date): void {
    for (let now = this.#next(instant); now !== null; now = this.#next(instant)) {
      this.#settleSilences(now);
      this.#watch.look(now, (metricId, checks) => this.#lead(metricId, checks, now));
      this.#groups.flush(now);
    }
    this.#settleSilences(instant);
  }

  hear({ series, seen }: Heard, point: ObservedPoint, index: number, isEvaluated: boolean): void {
    seen.push(point);
    const { metricId, timeZone } = series;
    const { rule } = this.#rehearsal;
    const now = new Date(point.at);
    const detected = series.detect?.(point);
    this.#watch.heard(metricId, { at: now, value: point.value });
    if (!isEvaluated) return;
    const history = { points: seen, covered: [{ from: Number.NEGATIVE_INFINITY, to: point.at + 1 }] };
    const observations = [{ at: now, value: point.value }];
    this.#lead(metricId, evaluate(rule, { observations, history, timeZone, ...detected }, now), now);
    const forecast = series.forecast?.(index);
    if (forecast === undefined) return;
    const checks = evaluate(rule, { forecast }, now);
    this.#claims.push(...checks.map((check) => ({ metricId, check })));
    this.#lead(metricId, checks, now);
  }

  #next(before: Date): Date | null {
    const due = [this.#silences.nextChangeAt, this.#watch.nextAt, this.#groups.nextFlushAt];
    return due.reduce<Date | null>(
      (next, at) => (at !== null && at < before && (next === null || at < next) ? at : next),
      null,
    );
  }

  #settleSilences(now: Date): void {
    this.#silences.settle(
      now,
      () => this.#alerts.open(),
      (change) => this.#change(change, now),
    );
  }

  #lead(metricId: string, checks: readonly Check[], now: Date): void {
    const series = this.#series.get(metricId);
    if (series !== undefined) this.#alerts.apply(series, checks, now, (change) => this.#change(change, now));
  }

  #change(found: RehearsedChange, now: Date): void {
    const change = this.#silences.applied(found, now);
    const { alertId, fingerprint } = change.after;
    for (const transition of change.transitions) this.#timeline.changed(fingerprint, alertId, transition);
    this.#alerts.keep(this.#groups.heed(change, now));
  }
}
