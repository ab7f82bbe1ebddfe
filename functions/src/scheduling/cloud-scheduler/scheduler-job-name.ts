import { createHash } from 'node:crypto';

/** Jobs whose id begins so are ours to change and delete; others in the project are left alone. */
const prefix = 'intentvision-forecast-';

/** Hex digits of SHA-256 in an id: 128 bits, so that organizations never share one. */
const hashDigits = 32;

/**
 * The full name of the Cloud Scheduler job of a forecast job; the same whenever organization and job are. A hash, since
 * job ids that are typed into the console hold characters which Cloud Scheduler does not take (it takes letters, digits,
 * `-` and `_`, at most 500).
 *
 * @param parent `projects/{project}/locations/{location}`.
 */
export function schedulerJobName(parent: string, orgId: string, jobId: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([orgId, jobId]))
    .digest('hex');
  return `${parent}/jobs/${prefix}${digest.slice(0, hashDigits)}`;
}

/** Whether a Cloud Scheduler job below `parent` was made for a forecast job. */
export const isOurs = (parent: string, name: string): boolean => name.startsWith(`${parent}/jobs/${prefix}`);
