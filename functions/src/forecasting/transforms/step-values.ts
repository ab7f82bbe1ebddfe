import { median } from '../numerics/statistics.ts';
import { type Aggregate, combine } from './aggregate.ts';
import type { GridPlan } from './plan-grid.ts';
import type { Observation } from './regularise.ts';
import { stepInstants } from './step-instants.ts';

/** The value of one step: `at` is its place; where clocks were put back, two steps share one. */
export interface StepValue {
  readonly at: number;
  readonly value: number;
  readonly readings: number;
}

/** A sum of less than this share of the usual number of readings says nothing about a step. */
const PRESENT_MIN = 0.5;
/** Distances within this share of the usual one are alike, and so many alike make regular readings. */
const ALIKE = 0.25;
const REGULAR_SHARE = 0.5;

/**
 * One value for each step that has readings, in order of place. For sums it matters what no reading means. Where
 * readings come regularly it means that they are missing: steps with less than half of them are left out, as gaps. Where
 * they come when something happens it means that nothing did: steps without any are zero.
 */
export function stepValues(
  instants: readonly Observation[],
  plan: GridPlan,
  aggregate: Aggregate,
): readonly StepValue[] {
  const steps = combine(inOrderOfSteps(instants, plan), ({ step }) => step, aggregate).map(
    ({ at, value, readings }): StepValue => ({ at: Math.floor(at / 2), value, readings }),
  );
  if (aggregate !== 'sum' || !plan.buckets) return steps;
  if (!isRegular(instants)) return withZeros(steps);
  const usual = median(steps.map(({ readings }) => readings));
  return steps.filter(({ readings }) => readings >= PRESENT_MIN * usual);
}

/** Each with the number of its step; on a clock that is put back this is not the order of time. */
function inOrderOfSteps(instants: readonly Observation[], plan: GridPlan) {
  const located = instants.map(({ at, value }) => ({ at, value, step: stepOf(at, plan) }));
  return plan.clock.timeZone === 'UTC' ? located : located.sort((a, b) => a.step - b.step);
}

/** Twice the place, and one more for the second of two steps at the same local time. */
function stepOf(at: number, plan: GridPlan): number {
  const place = plan.place(plan.clock.local(at));
  if (plan.clock.timeZone === 'UTC') return 2 * place;
  const [first, second] = stepInstants(plan, place);
  return 2 * place + (second !== undefined && at >= (first + second) / 2 ? 1 : 0);
}

function isRegular(instants: readonly Observation[]): boolean {
  const distances = instants.slice(1).map(({ at }, i) => at - instants[i].at);
  const usual = median(distances);
  const alike = distances.filter((distance) => Math.abs(distance - usual) <= ALIKE * usual);
  return alike.length >= REGULAR_SHARE * distances.length;
}

function withZeros(steps: readonly StepValue[]): StepValue[] {
  return steps.flatMap((step, i) => {
    const missing = i === 0 ? 0 : Math.max(0, step.at - steps[i - 1].at - 1);
    const zeros = Array.from({ length: missing }, (_, k) => ({
      at: step.at - missing + k,
      value: 0,
      readings: 0,
    }));
    return [...zeros, step];
  });
}
