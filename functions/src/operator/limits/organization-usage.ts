import { randomUUID } from 'node:crypto';
import { type EffectiveLimits, effectiveLimits } from '../../contracts/plans.ts';
import {
  addUsage,
  type InstanceUsage,
  noUsage,
  type UsageCounts,
  usageDayOf,
} from '../../contracts/usage.ts';
import { ask, charge } from './gcra.ts';
import { shareOfLimit } from './share-of-limit.ts';

/** What the store says of an organization: its limits, what other instances counted today, and how many series there are. */
export interface Standing {
  readonly document: { readonly plan?: unknown; readonly limits?: unknown };
  readonly others: readonly InstanceUsage[];
  readonly series: number;
  /** Whether the series are counted in a document. */
  readonly hasCounter: boolean;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** An instance that has written nothing for so long serves the organization no more. */
const activeMs = 150_000;

/** Counts of one day that are to be written down. */
export interface DayToWrite {
  readonly entry: InstanceUsage;
  /** As they were; compared by identity. */
  readonly counts: UsageCounts;
}

/** What one function instance knows of one organization's use, and has counted itself. Times are arguments. */
export class OrganizationUsage {
  /** Under which name the counts are written. Totals go under a name, so one that begins from zero needs another. */
  readonly id = randomUUID();
  /** Counts of this instance since it began, by day; what is written down is the total of a day. */
  readonly #own = new Map<string, UsageCounts>();
  readonly #dirty = new Set<string>();
  #standing: { readonly at: number; readonly day: string; readonly known: Standing } | undefined;
  #effective: EffectiveLimits = effectiveLimits({});
  /** Series taken since the standing was read. */
  #seriesTaken = 0;
  #newSeriesFullAt = 0;
  #requestsFullAt = 0;
  /** Requests by their cost since `#rateFrom`, refused ones too, for the other instances to know of. */
  #requestCost = 0;
  #rateFrom: number | undefined;

  get limits(): EffectiveLimits {
    return this.#effective;
  }

  get isKnown(): boolean {
    return this.#standing !== undefined;
  }

  /** Whether nothing would be lost if this were forgotten. */
  get isWritten(): boolean {
    return this.#dirty.size === 0;
  }

  /** How old what is known of the others is. */
  ageMs(now: Date): number {
    return this.#standing === undefined ? Number.POSITIVE_INFINITY : now.getTime() - this.#standing.at;
  }

  learn(known: Standing, now: Date): void {
    const before = this.#standing?.known;
    this.#effective = effectiveLimits(known.document);
    if (before !== undefined) {
      // What others made counts against the hour's new series here, too.
      const byOthers = Math.max(0, known.series - before.series - this.#seriesTaken);
      this.#newSeriesFullAt = charge(this.#newSeriesFullAt, this.#newSeriesRate(), byOthers, now.getTime());
    }
    this.#seriesTaken = 0;
    this.#standing = { at: now.getTime(), day: usageDayOf(now), known };
  }

  count(counts: Partial<UsageCounts>, now: Date): void {
    const day = usageDayOf(now);
    this.#own.set(day, addUsage(this.#own.get(day) ?? noUsage, counts));
    this.#dirty.add(day);
  }

  /** What is used today, by all instances as far as is known. */
  used(now: Date): UsageCounts {
    const day = usageDayOf(now);
    const others = this.#standing?.day === day ? this.#standing.known.others : [];
    return addUsage(this.#own.get(day) ?? noUsage, ...others);
  }

  /** Whether the series are counted in a document, as far as is known. */
  get hasCounter(): boolean {
    return this.#standing?.known.hasCounter ?? false;
  }

  get series(): number {
    return (this.#standing?.known.series ?? 0) + this.#seriesTaken;
  }

  /** Takes series, or gives them back where `count` is negative. */
  takeSeries(count: number, now: Date): void {
    this.#seriesTaken += count;
    this.#newSeriesFullAt = charge(this.#newSeriesFullAt, this.#newSeriesRate(), count, now.getTime());
  }

  /** How many series may be new now, by the limit of an hour. */
  newSeriesLeft(now: Date): number {
    const { remaining } = ask(this.#newSeriesFullAt, this.#newSeriesRate(), 0, now.getTime());
    return Math.min(remaining, this.#effective.limits.newSeriesPerHour);
  }

  /** May the organization make a request of this cost? Admitting it is a second step: the caller has a limit, too. */
  askRequest(cost: number, now: Date) {
    this.#requestCost += cost;
    this.#rateFrom ??= now.getTime();
    const limit = shareOfLimit(this.#effective.limits.requestsPerMinute, this.#rates(now));
    const rate = { limit, windowMs: minuteMs };
    return { rate, verdict: ask(this.#requestsFullAt, rate, cost, now.getTime()) };
  }

  requestAdmitted(fullAt: number): void {
    this.#requestsFullAt = fullAt;
  }

  /** Requests a minute of all instances together, each by its cost, as far as is known. */
  requestsPerMinute(now: Date): number {
    return this.#rates(now).reduce((sum, rate) => sum + rate, this.#rate(now));
  }

  /** Instances that serve the organization, this one included. */
  instances(now: Date): number {
    return this.#rates(now).length + 1;
  }

  /** The days that are to be written down, with what this instance counted on each. */
  toWrite(now: Date): Map<string, DayToWrite> {
    const requestsPerMinute = this.#rate(now);
    this.#requestCost = 0;
    this.#rateFrom = now.getTime();
    const days = [...this.#dirty].map((day): [string, DayToWrite] => {
      const counts = this.#own.get(day) ?? noUsage;
      return [day, { counts, entry: { ...counts, requestsPerMinute, at: now } }];
    });
    return new Map(days);
  }

  /** What was written down; a day that was counted on meanwhile is to be written again. */
  written(days: ReadonlyMap<string, DayToWrite>, now: Date): void {
    for (const [day, { counts }] of days) if (this.#own.get(day) === counts) this.#dirty.delete(day);
    // Work that began yesterday may be counted still.
    const yesterday = usageDayOf(new Date(now.getTime() - dayMs));
    for (const day of this.#own.keys()) if (day < yesterday && !this.#dirty.has(day)) this.#own.delete(day);
  }

  #rates(now: Date): number[] {
    const others = this.#standing?.known.others ?? [];
    return others
      .filter(({ at }) => now.getTime() - at.getTime() < activeMs)
      .map(({ requestsPerMinute }) => requestsPerMinute);
  }

  /** Of this instance. Over less than ten seconds a few requests would look like many. */
  #rate(now: Date): number {
    if (this.#rateFrom === undefined) return 0;
    const elapsedMs = Math.max(10_000, now.getTime() - this.#rateFrom);
    return (this.#requestCost * minuteMs) / elapsedMs;
  }

  #newSeriesRate() {
    return { limit: Math.max(1, this.#effective.limits.newSeriesPerHour), windowMs: hourMs };
  }
}
