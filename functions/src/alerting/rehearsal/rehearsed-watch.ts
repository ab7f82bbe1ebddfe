import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { Check } from '../check.ts';
import { evaluateAbsence, evaluateNoData, type Newest, silentFrom } from '../evaluate-absence.ts';

/** When a series is looked at although nothing comes: silence has no points that could have it evaluated. */
export class RehearsedWatch {
  readonly #rule: Pick<AlertRule, 'condition' | 'noData'>;
  readonly #from: Date;
  readonly #due = new Map<string, { readonly newest: Newest; readonly at: Date }>();

  constructor(rule: Pick<AlertRule, 'condition' | 'noData'>, from: Date) {
    this.#rule = rule;
    this.#from = from;
  }

  /** When the next series is to be looked at. */
  get nextAt(): Date | null {
    return [...this.#due.values()].reduce<Date | null>(
      (next, { at }) => (next === null || at < next ? at : next),
      null,
    );
  }

  /** A point has come. Before the rehearsal begins nothing is due. */
  heard(metricId: string, newest: Newest): void {
    const { condition, noData } = this.#rule;
    const afterSeconds = condition.type === 'absence' ? condition.afterSeconds : noData?.afterSeconds;
    if (afterSeconds === undefined) return;
    const silent = silentFrom(newest, afterSeconds);
    this.#due.set(metricId, { newest, at: silent < this.#from ? this.#from : silent });
  }

  /** What the silence of each series comes to that is due; once for each time that it falls silent. */
  look(now: Date, found: (metricId: string, checks: readonly Check[]) => void): void {
    const { condition, noData } = this.#rule;
    for (const [metricId, { newest, at }] of this.#due) {
      if (at > now) continue;
      this.#due.delete(metricId);
      if (condition.type === 'absence') found(metricId, [evaluateAbsence(condition, newest, now)]);
      const silence = noData === null ? null : evaluateNoData(noData, newest, now);
      if (silence !== null) found(metricId, [silence]);
    }
  }
}
