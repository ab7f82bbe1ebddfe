import { createHash } from 'node:crypto';
import type { AlertCondition } from '../../../contracts/alert-condition.ts';

/** The same for the same condition, whatever else of its rule changes: predictions of another are not added to it. */
export const conditionKey = (condition: AlertCondition): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(condition).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16);

/** Id of the document that keeps the predictions of one condition on one series. */
export const calibrationIdOf = (condition: AlertCondition, metricId: string): string =>
  `${conditionKey(condition)}_${metricId}`;
