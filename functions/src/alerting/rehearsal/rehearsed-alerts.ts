import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { Labels } from '../../contracts/common.ts';
import type { Check } from '../check.ts';
import { foldChecks } from '../fold-checks.ts';
import { isOpen, type Snapshot, type Transition } from '../lifecycle.ts';
import { type MatchedAlert, matchLabelsOf } from '../matchers/match-labels-of.ts';
import { policyOf } from '../policy-of.ts';
import type { SubjectMetric } from '../subject.ts';

/** One episode of the rehearsed rule on one of its series. */
export interface RehearsedAlert {
  readonly alertId: string;
  /** The series stands for it: there is one rule. */
  readonly fingerprint: string;
  readonly matched: MatchedAlert;
  /** Those of `matchLabelsOf`. */
  readonly labels: Labels;
  readonly snapshot: Snapshot;
  readonly groupIds: readonly string[];
}

/** What becomes of one alert at one instant. */
export interface RehearsedChange {
  /** Null for an episode that is opened. */
  readonly before: RehearsedAlert | null;
  readonly after: RehearsedAlert;
  readonly transitions: readonly Transition[];
}

/** As many as one transaction of the pipeline opens; the others follow in another. */
const episodesMax = 50;

/** The alerts of the rehearsed rule: at most one open for each series, and those over that somebody still asks for. */
export class RehearsedAlerts {
  readonly #rule: AlertRule;
  readonly #ruleId: string;
  readonly #latest = new Map<string, RehearsedAlert>();
  readonly #byId = new Map<string, RehearsedAlert>();

  constructor(ruleId: string, rule: AlertRule) {
    this.#ruleId = ruleId;
    this.#rule = rule;
  }

  /** Leads the alert of a series through checks, as `pipeline/alert/apply-checks` does. `change` is told each change. */
  apply(
    { metricId, metric }: { readonly metricId: string; readonly metric: SubjectMetric },
    checks: readonly Check[],
    now: Date,
    change: (change: RehearsedChange) => void,
  ): void {
    const policy = policyOf(this.#rule, now);
    let rest = checks;
    while (rest.length > 0) {
      const latest = this.#latest.get(metricId);
      const folded = foldChecks(latest?.snapshot ?? null, rest, policy, episodesMax);
      for (const { isNew, snapshot, transitions } of folded.episodes) {
        const before = isNew ? null : (latest ?? null);
        const after = before === null ? this.#opened(metricId, metric, snapshot) : { ...before, snapshot };
        change({ before, after, transitions });
      }
      rest = folded.rest;
    }
  }

  /** Keeps an alert as it now is. */
  keep(alert: RehearsedAlert): void {
    this.#latest.set(alert.fingerprint, alert);
    this.#byId.set(alert.alertId, alert);
  }

  get(alertId: string): RehearsedAlert | undefined {
    return this.#byId.get(alertId);
  }

  /** Those that go on. */
  open(): readonly RehearsedAlert[] {
    return [...this.#latest.values()].filter(({ snapshot }) => isOpen(snapshot.state));
  }

  #opened(metricId: string, metric: SubjectMetric, snapshot: Snapshot): RehearsedAlert {
    const { name: ruleName, severity, labels } = this.#rule;
    const matched = {
      ...{ ruleName, ruleId: this.#ruleId, jobName: null, jobId: null, severity },
      ...{ metricKey: metric.key, metricId, labels: { ...metric.labels, ...labels } },
    };
    const alertId = `${metricId}@${snapshot.startedAt.toISOString()}`;
    const labelled = { matched, labels: matchLabelsOf(matched) };
    return { alertId, fingerprint: metricId, ...labelled, snapshot, groupIds: [] };
  }
}
