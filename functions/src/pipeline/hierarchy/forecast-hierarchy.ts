import { setImmediate } from 'node:timers/promises';
import { DomainError } from '../../contracts/errors.ts';
import { writeGrouping } from '../../contracts/hierarchy.ts';
import {
  type HierarchyForecastRequest,
  type HierarchyForecastResponse,
  hierarchyOptionsSchema,
} from '../../contracts/hierarchy-forecast.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { describeResolution } from '../store/describe-resolution.ts';
import { forecastLeaves, type KeptHierarchy, type Pace } from './forecast-leaves.ts';
import { describeTier } from './node-forecasts.ts';
import { selectLeaves } from './select-leaves.ts';

/** Series that one call sums, and points of them together that it looks at; a forecast job takes more. */
export const leavesMax = 200;
const pointsMax = 300_000;
/** Numbers that an answer may hold, about 20 bytes each. */
const numbersMax = 500_000;
/** Clients wait for a minute: what takes longer is refused while they still listen. */
const timeMsMax = 45_000;

/**
 * Answers `POST /v1/forecast/hierarchy`: forecasts the series that a selector names and their sums, and keeps them.
 *
 * @throws {DomainError} `not-found` (METRIC_NOT_FOUND) where it names none, `invalid-argument` (TOO_MANY_SERIES,
 * WORK_TOO_LARGE) for more than one call does; and as `runEngine`.
 */
export async function forecastHierarchy({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: HierarchyForecastRequest;
}): Promise<HierarchyForecastResponse> {
  requirePermission(ctx, 'forecasts:write');
  const { metric, labels, by, method } = input;
  const before = { reads: ctx.db.meter.reads, writes: ctx.db.meter.writes };
  const selector = { metric, labels };
  const leaves = await selectLeaves(ctx, selector, leavesMax);
  requireAffordable(leaves.length, input);
  const options = hierarchyOptionsSchema.parse(input);
  const question = { selector, hierarchy: { by, method }, options };
  const kept = await forecastLeaves({ ctx, input: { leaves, ...question }, pace: paceOfCall() });
  if (kept === undefined) throw new Error('the pace of a call does not stop it silently');
  return {
    metric,
    labels,
    by,
    ...describe(kept),
    leftOut: kept.made.leftOut.flatMap(({ leaf, message }) => {
      const one = leaves[leaf];
      return one === undefined ? [] : [{ metricId: one.metricId, labels: one.metric.labels, message }];
    }),
    forecasts: [...kept.forecasts],
    cost: {
      documentReads: ctx.db.meter.reads - before.reads,
      documentWrites: ctx.db.meter.writes - before.writes,
    },
  };
}

function describe({ made: { method, shrinkage, resolution, accuracy, cautions } }: KeptHierarchy) {
  return {
    method,
    shrinkage,
    resolution: describeResolution(resolution),
    accuracy: accuracy && {
      ...accuracy,
      tiers: accuracy.tiers.map((tier) => ({
        by: tier.by === null ? null : writeGrouping(tier.by),
        series: tier.series,
        ...describeTier(tier),
      })),
    },
    cautions,
  };
}

/** Lets other requests have their turn, and gives up while the client still waits; once it keeps, it ends. */
function paceOfCall(): Pace {
  const startedAt = performance.now();
  return {
    pointsMax,
    async goOn(phase) {
      if (phase === 'keeping') return true;
      await setImmediate();
      if (performance.now() - startedAt > timeMsMax) {
        throw workTooLarge(`not done within ${timeMsMax / 1_000} s`);
      }
      return true;
    },
  };
}

/** The leaves alone, so that what is certainly too much is refused before it is read. */
function requireAffordable(leafCount: number, { horizon, levels }: HierarchyForecastRequest): void {
  const numbers = leafCount * horizon * (2 + 2 * levels.length);
  if (numbers > numbersMax) {
    throw workTooLarge(
      `the answer would hold more than ${numbers} numbers, at most ${numbersMax} are answered`,
    );
  }
}

const workTooLarge = (what: string): DomainError =>
  new DomainError(
    'invalid-argument',
    'WORK_TOO_LARGE',
    `too much for one call: ${what}. Narrow the labels, ask for fewer steps or levels, or let a forecast job do it`,
  );
