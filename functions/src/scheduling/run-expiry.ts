import { durationMs, keepDefaults } from '../contracts/job-policies.ts';
import { readSpec } from './job-spec.ts';

/**
 * From when on Firestore may remove a run that ended at `endedAt`: as the raw spec says, or by default
 * where it does not or cannot be understood. One that has not ended has no such instant.
 */
export function runExpiry(spec: unknown, endedAt: Date): Date {
  const keepFor = readSpec(spec).spec?.keep?.runs ?? keepDefaults.runs;
  return new Date(endedAt.getTime() + durationMs(keepFor));
}

/** Longer than a run takes in which every batch is tried as often as may be. */
const batchesTakeMs = durationMs('7d');

/**
 * From when on Firestore may remove a batch of a run that was planned at `plannedAt`: known from the beginning, so that
 * batches which nobody comes to, since their run was cancelled or failed, go as well, and later than their run.
 */
export function batchExpiry(spec: unknown, plannedAt: Date): Date {
  return runExpiry(spec, new Date(plannedAt.getTime() + batchesTakeMs));
}
