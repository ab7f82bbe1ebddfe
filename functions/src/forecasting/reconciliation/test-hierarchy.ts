import { planOrigins } from '../evaluation/plan-origins.ts';
import type { Alignment } from './align-leaves.ts';
import { type BaseNode, forecastNodes, nodeOptions } from './base-forecasts.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type HierarchyAccuracy, type NodeTrial, summariseTiers } from './hierarchy-accuracy.ts';
import type { HierarchyRequest } from './hierarchy-request.ts';
import { reconcileNodes } from './reconcile-nodes.ts';

/** Origins, each of which costs as much as the forecasts themselves. */
const ORIGINS_MAX = 3;
/** Points that may be forecast from again, over all nodes and origins. */
const WORK_MAX = 300_000;
/** Points of a node beyond which its forecast costs no more, roughly. */
const POINTS_MAX = 2_000;
/** Fewest points that the youngest leaf has at the first origin, without a season and with one. */
const TRAINING_MIN = 8;
const TRAINING_SEASONS = 2;

/**
 * Does reconciliation help? Forecasts the whole hierarchy from up to three origins in the past, knowing nothing of what
 * came after, and holds base and reconciled forecasts against it. `nodes` are those of today, whose histories tell what
 * came; origins lie so that nothing estimated counts as an outcome. Says why in words where it was not tested: too many
 * series for the work it takes, or a leaf too young. Yields after each node.
 */
export function* testHierarchy(
  alignment: Alignment,
  hierarchy: Hierarchy,
  nodes: readonly BaseNode[],
  request: HierarchyRequest,
): Generator<void, HierarchyAccuracy | string> {
  const affordable = Math.floor(WORK_MAX / (nodes.length * Math.min(alignment.length, POINTS_MAX)));
  if (affordable < 1) return 'the hierarchy is too large for it';
  const seasonLengths = nodes[0].forecast.seasonLengths;
  const youngest = alignment.leaves.reduce((max, { start }) => Math.max(max, start), 0);
  const lag = alignment.leaves.reduce((max, leaf) => Math.max(max, leaf.lag), 0);
  const plan = planOrigins({
    length: alignment.length - youngest - lag,
    horizon: request.horizon,
    trainingMin: Math.max(TRAINING_MIN, TRAINING_SEASONS * Math.max(0, ...seasonLengths) + 2),
    seasonLengths,
    originsMax: Math.max(2, Math.min(ORIGINS_MAX, affordable)),
  });
  if (!plan) return 'the youngest leaf is too short for it';
  const origins = plan.origins.slice(-Math.min(ORIGINS_MAX, affordable));
  const trials: NodeTrial[][] = [];
  for (const origin of origins) {
    const cut = alignment.length - youngest - origin;
    const options = nodeOptions(request, plan.horizon);
    const past = yield* forecastNodes(alignment, hierarchy, options, cut);
    const { predictions } = reconcileNodes(hierarchy, past, request);
    trials.push(
      past.map(({ forecast, history }, i) => ({
        history,
        seasonLength: forecast.seasonLengths[0] ?? 1,
        actual: nodes[i].history.slice(-cut).slice(0, plan.horizon),
        base: forecast.mean,
        reconciled: predictions[i].mean,
        intervals: predictions[i].intervals,
      })),
    );
  }
  return { origins: origins.length, horizon: plan.horizon, tiers: summariseTiers(hierarchy, trials) };
}
