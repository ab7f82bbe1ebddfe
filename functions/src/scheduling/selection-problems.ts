import type { FieldProblem } from '../contracts/errors.ts';
import type { KeySelector } from './series-query.ts';

/** What is wrong with a selector whose metric does not exist; it may come later. */
export function unknownMetric(metricId: string): FieldProblem {
  return {
    pointer: '/selector/metricId',
    detail: `no metric ${JSON.stringify(metricId)} in this organization`,
  };
}

export const noSeries = (selector: KeySelector): FieldProblem => ({
  pointer: '/selector',
  detail: `no series of ${described(selector)} in this organization`,
});

export const tooManySeries = (selector: KeySelector, max: number): FieldProblem => ({
  pointer: '/selector',
  detail: `more than ${max} series of ${described(selector)}: narrow the labels, or split it into several jobs`,
});

/** For a pattern that Firestore cannot look for by itself. */
export const tooManyToLookAt = (selector: KeySelector, max: number): FieldProblem => ({
  pointer: '/selector',
  detail: `more than ${max} series to look through for ${described(selector)}: give it labels, or begin it with more of the key`,
});

function described({ metric, labels }: KeySelector): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `metric ${JSON.stringify(metric)}${pairs.length === 0 ? '' : ` with ${pairs.join(', ')}`}`;
}
