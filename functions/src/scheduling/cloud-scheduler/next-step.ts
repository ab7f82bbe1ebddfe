import { canonicalJson } from '../spec-hash.ts';
import type { DesiredJob, HeldJob, SchedulerField } from './scheduler-job.ts';

/** One call that brings what Cloud Scheduler holds nearer to what it is to hold. */
export type SchedulerStep =
  | { readonly kind: 'none' | 'create' | 'pause' | 'resume' | 'delete' }
  | { readonly kind: 'update'; readonly fields: readonly SchedulerField[] };

/** The fields in which a held job differs from the one desired. */
export function differences(desired: DesiredJob, held: HeldJob): SchedulerField[] {
  const fields = Object.keys(desired.fields) as SchedulerField[];
  return fields.filter((field) => canonicalJson(desired.fields[field]) !== canonicalJson(held.fields[field]));
}

/**
 * What to do next, from what is desired and what is held; null stands for nothing. Repeated until `none`, it ends in at
 * most four steps, wherever it begins.
 *
 * For a paused job that Cloud Scheduler does not hold nothing is created: it would cost money and do nothing. A job that
 * the system disabled cannot be enabled by us, so it is deleted and comes anew.
 */
export function nextStep(desired: DesiredJob | null, held: HeldJob | null): SchedulerStep {
  if (desired === null) return { kind: held === null ? 'none' : 'delete' };
  if (held === null) return { kind: desired.paused ? 'none' : 'create' };
  if (held.state === 'DISABLED') return { kind: 'delete' };
  if (desired.paused && held.state === 'ENABLED') return { kind: 'pause' };
  const fields = held.state === 'UPDATE_FAILED' ? allFields(desired) : differences(desired, held);
  if (fields.length > 0) return { kind: 'update', fields };
  return { kind: !desired.paused && held.state === 'PAUSED' ? 'resume' : 'none' };
}

const allFields = ({ fields }: DesiredJob): SchedulerField[] => Object.keys(fields) as SchedulerField[];
