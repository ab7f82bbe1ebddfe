import type { AlertState } from '../../contracts/alert.ts';
import type { Labels } from '../../contracts/common.ts';
import type { InhibitionRule } from '../../contracts/inhibition-rule.ts';
import { matches } from '../matchers/matches.ts';

/** An inhibition rule with its id. */
export interface InhibitionEntry {
  readonly inhibitionId: string;
  readonly inhibition: InhibitionRule;
}

/** An alert that may inhibit others, with the labels of `matchLabelsOf`. */
export interface InhibitionSource {
  readonly alertId: string;
  readonly labels: Labels;
}

/** What keeps an alert from being told: this rule, because of that alert. */
export interface Inhibition {
  readonly inhibitionId: string;
  readonly alertId: string;
}

/**
 * States in which an alert inhibits others. As in Alertmanager, whether people hear of the source itself does not matter:
 * silenced and acknowledged alerts inhibit, too, and so do inhibited ones.
 */
export const inhibitingStates: readonly AlertState[] = ['firing', 'acknowledged', 'silenced'];

/**
 * The first enabled rule that mutes an alert with these labels, and the alert because of which it does; null where none
 * does (Alertmanager: `inhibit_rules`). Source and target must share the values of all `equal` labels, and a label that
 * both lack counts as shared. A target that matches the source side, too, is muted only by alerts that do not match the
 * target side, so that none mutes itself or two each other.
 */
export function inhibitedBy(
  labels: Labels,
  rules: readonly InhibitionEntry[],
  sources: readonly InhibitionSource[],
): Inhibition | null {
  for (const { inhibitionId, inhibition } of rules) {
    const { enabled, sourceMatchers, targetMatchers, equal } = inhibition;
    if (!enabled || !matches(targetMatchers, labels)) continue;
    const isTwoSided = matches(sourceMatchers, labels);
    const source = sources.find(
      (other) =>
        matches(sourceMatchers, other.labels) &&
        equal.every((name) => (other.labels[name] ?? '') === (labels[name] ?? '')) &&
        !(isTwoSided && matches(targetMatchers, other.labels)),
    );
    if (source !== undefined) return { inhibitionId, alertId: source.alertId };
  }
  return null;
}
