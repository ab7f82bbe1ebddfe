import type { Deferred } from '../../contracts/deferred.ts';
import type { EffectiveLimits } from '../../contracts/plans.ts';
import type { UsageCounts } from '../../contracts/usage.ts';
import type { SeriesGrant, UsageAccount } from '../../contracts/usage-account.ts';
import { Database } from '../../firestore/database.ts';
import type { OrganizationUsage } from './organization-usage.ts';
import { quotaExceeded } from './quota-errors.ts';
import { requireCounter } from './series-counter.ts';
import { syncDelayMs, trustMs } from './sync-delay.ts';
import { readStanding, standingReads, synchronise } from './synchronise.ts';
import { usageOf } from './usage-of.ts';

export interface UsageAccountInput {
  readonly orgId: string;
  /** Reads of the call's own account, where nothing is known yet. */
  readonly db: Database;
  readonly now: Date;
  /** The time when work that was put off is done. */
  readonly clock: () => Date;
  readonly deferred: Deferred;
}

/** Organizations for which writing down is put off already. */
const putOff = new WeakSet<OrganizationUsage>();

/** Those that are being read. */
const underWay = new WeakMap<OrganizationUsage, Promise<void>>();

/** The account of an organization as one call sees it. */
export class CallUsage implements UsageAccount {
  readonly #input: UsageAccountInput;
  readonly usage: OrganizationUsage;

  constructor(input: UsageAccountInput) {
    this.#input = input;
    this.usage = usageOf(input.db.firestore, input.orgId);
  }

  /** Reads what the store says where nothing is known, or nothing that is recent enough; calls at the same time read once. */
  async known(): Promise<OrganizationUsage> {
    const { now } = this.#input;
    const { usage } = this;
    if (usage.ageMs(now) <= trustMs) return usage;
    const reading = underWay.get(usage) ?? this.#read();
    underWay.set(usage, reading);
    await reading.finally(() => underWay.delete(usage));
    return usage;
  }

  async #read(): Promise<void> {
    const { orgId, db, now } = this.#input;
    const { usage } = this;
    usage.learn(await readStanding({ db, orgId, usage, now }), now);
  }

  async limits(): Promise<EffectiveLimits> {
    return (await this.known()).limits;
  }

  async today(): Promise<UsageCounts> {
    await this.#read();
    return this.usage.used(this.#input.now);
  }

  async series(): Promise<number> {
    return (await this.known()).series;
  }

  async takePoints(asked: number): Promise<number> {
    const { now } = this.#input;
    const usage = await this.known();
    const left = usage.limits.limits.pointsPerDay - usage.used(now).points;
    const taken = Math.max(0, Math.min(asked, left));
    this.count({ points: taken });
    return taken;
  }

  async takeForecasts(asked: number): Promise<void> {
    const { now } = this.#input;
    const usage = await this.known();
    const limit = usage.limits.limits.forecastsPerDay;
    const { forecasts } = usage.used(now);
    if (forecasts + asked > limit)
      throw quotaExceeded('forecastsPerDay', { limit, used: forecasts, asked, now });
    this.count({ forecasts: asked });
  }

  async takeSeries(asked: number): Promise<SeriesGrant> {
    const { orgId, db, now } = this.#input;
    const usage = await this.known();
    const left = Math.max(0, usage.limits.limits.series - usage.series);
    const leftThisHour = usage.newSeriesLeft(now);
    const granted = Math.min(asked, left, leftThisHour);
    const limit = granted === asked ? null : left <= leftThisHour ? 'series' : 'newSeriesPerHour';
    usage.takeSeries(granted, now);
    this.count({ series: granted });
    if (granted > 0 && !usage.hasCounter) await requireCounter({ db, orgId }, now);
    return { granted, limit };
  }

  giveBack({
    points = 0,
    forecasts = 0,
    series = 0,
  }: Partial<Pick<UsageCounts, 'points' | 'forecasts' | 'series'>>) {
    this.usage.takeSeries(-series, this.#input.now);
    this.count({ points: -points, forecasts: -forecasts, series: -series });
  }

  count(counts: Partial<UsageCounts>): void {
    const { now } = this.#input;
    this.usage.count(counts, now);
    this.#writeLater(now);
  }

  /** Once for all that is counted until then. */
  #writeLater(now: Date): void {
    const { orgId, db, clock, deferred } = this.#input;
    const { usage } = this;
    if (putOff.has(usage)) return;
    putOff.add(usage);
    deferred.later(
      async () => {
        const at = clock();
        // What it costs goes with what it writes, or there would always be something left to write.
        usage.count({ documentWrites: 1, documentReads: usage.isKnown ? standingReads : 0 }, at);
        try {
          await synchronise({ db: new Database(db.firestore), orgId, usage, now: at });
        } finally {
          putOff.delete(usage);
        }
        if (!usage.isWritten) this.#writeLater(at);
      },
      syncDelayMs(usage, now),
    );
  }
}
