import { durationMs, keepDefaults } from '../contracts/job-policies.ts';
import { readSpec } from './job-spec.ts';

/**
 * From when on Firestore may remove a run, or a part of one, that ended at `endedAt`: as the raw spec says, or by default
 * where it does not or cannot be understood. One that has not ended has no such instant.
 */
export function runExpiry(spec: unknown, endedAt: Date): Date {
  const keepFor = readSpec(spec).spec?.keep?.runs ?? keepDefaults.runs;
  return new Date(endedAt.getTime() + durationMs(keepFor));
}
