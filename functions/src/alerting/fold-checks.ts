import type { Check } from './check.ts';
import { decide, isOpen, type Policy, type Snapshot, type Transition } from './lifecycle.ts';

/** An episode that checks have changed or opened. */
export interface ChangedEpisode {
  readonly isNew: boolean;
  readonly snapshot: Snapshot;
  readonly transitions: readonly Transition[];
  /** Last check that found the condition to hold, which the alert's texts tell of; null when none of these did. */
  readonly breach: Check | null;
}

export interface Folded {
  /** In order of time; at most the first continues the latest episode, the others are new. */
  readonly episodes: readonly ChangedEpisode[];
  /** Checks left for another round. */
  readonly rest: readonly Check[];
}

/**
 * Leads the latest episode through checks in order of time, opening others as they come. Stops before the check that
 * would open an episode more than `episodesMax`, so that a flapping series is written in bounded rounds.
 */
export function foldChecks(
  latest: Snapshot | null,
  checks: readonly Check[],
  policy: Policy,
  episodesMax: number,
): Folded {
  const episodes: ChangedEpisode[] = [];
  let current = latest;
  for (const [i, check] of checks.entries()) {
    const { snapshot, transition } = decide(current, check, policy);
    if (snapshot === null || snapshot === current) continue;
    const opens = isOpen(snapshot.state) && (current === null || !isOpen(current.state));
    if (opens && episodes.length === episodesMax) return { episodes, rest: checks.slice(i) };
    const before = opens ? undefined : episodes.pop();
    episodes.push({
      isNew: opens || before?.isNew === true,
      snapshot,
      transitions: [...(before?.transitions ?? []), ...(transition === null ? [] : [transition])],
      breach: check.verdict === 'breached' ? check : (before?.breach ?? null),
    });
    current = snapshot;
  }
  return { episodes, rest: [] };
}
