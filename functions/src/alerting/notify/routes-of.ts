import type { Labels } from '../../contracts/common.ts';
import type { NotificationPolicy } from '../../contracts/notification-policy.ts';
import type { Notify } from '../../contracts/notify.ts';
import { matches } from '../matchers/matches.ts';

/** By what an alert is told, and how. */
export interface Route {
  readonly kind: 'rule' | 'policy';
  readonly id: string;
  readonly name: string;
  readonly notify: Notify;
}

/** A policy with its id. */
export interface PolicyEntry {
  readonly policyId: string;
  readonly policy: NotificationPolicy;
}

/** What became of one policy: it decides, it does not match, it is off, or one before it has decided. */
export type PolicyOutcome = 'matches' | 'does-not-match' | 'disabled' | 'not-asked';

/** The routes of an alert, and what became of each policy, in the order in which they are asked. */
export interface Routing {
  readonly routes: readonly Route[];
  readonly policies: readonly { readonly policyId: string; readonly outcome: PolicyOutcome }[];
}

/**
 * How an alert is told (Alertmanager: the routing tree, of one level and without a root). A rule that says so itself
 * decides alone; otherwise the enabled policies are asked in ascending `order`, then by id, and the first that matches
 * decides, with those after it as long as each that matches says `continue`. No route: nobody is told.
 *
 * @param labels those of `matchLabelsOf`
 * @param own the route of the alert's rule; null where it has none of its own
 */
export function routesOf(labels: Labels, own: Route | null, policies: readonly PolicyEntry[]): Routing {
  const ordered = [...policies].sort(inOrder);
  if (own !== null) {
    return { routes: [own], policies: ordered.map(({ policyId }) => ({ policyId, outcome: 'not-asked' })) };
  }
  const routes: Route[] = [];
  let decided = false;
  const outcomes = ordered.map(({ policyId, policy }) => {
    const outcome = outcomeOf(policy, labels, decided);
    if (outcome === 'matches') {
      routes.push({ kind: 'policy', id: policyId, name: policy.name, notify: policy.notify });
      decided = !policy.continue;
    }
    return { policyId, outcome };
  });
  return { routes, policies: outcomes };
}

function outcomeOf(policy: NotificationPolicy, labels: Labels, decided: boolean): PolicyOutcome {
  if (!policy.enabled) return 'disabled';
  if (decided) return 'not-asked';
  return matches(policy.matchers, labels) ? 'matches' : 'does-not-match';
}

const inOrder = (a: PolicyEntry, b: PolicyEntry): number =>
  a.policy.order - b.policy.order || (a.policyId < b.policyId ? -1 : Number(a.policyId > b.policyId));
