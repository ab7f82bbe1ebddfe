import { createHash } from 'node:crypto';
import { deterministicId } from '../../contracts/ids.ts';

/** The same for all episodes of a rule on a series, in any organization. */
export function fingerprintOf(ruleId: string, metricId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([ruleId, metricId]))
    .digest('hex')
    .slice(0, 32);
}

/** The same for all episodes of a job that keeps failing: those that it asks for itself, or those of a rule. */
export function jobFingerprintOf(jobId: string, ruleId?: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['forecast-job', jobId, ...(ruleId === undefined ? [] : [ruleId])]))
    .digest('hex')
    .slice(0, 32);
}

/** Id of the episode that began at an instant, so that opening it twice opens it once. */
export function alertIdOf(fingerprint: string, startedAt: Date): string {
  return deterministicId('alert', fingerprint, startedAt.toISOString());
}
