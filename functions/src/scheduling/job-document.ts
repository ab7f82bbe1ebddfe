import type { DocumentData, DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { notFound } from '../contracts/errors.ts';
import {
  type ForecastJobStatus,
  forecastJobSchema,
  forecastJobStatusSchema,
} from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';
import { withDates } from '../firestore/converter.ts';
import { collectionPath } from '../firestore/paths.ts';

/**
 * A job as it stands in Firestore. Its fields are edited by hand, so each is read by itself: one that makes no sense is
 * as if it were absent, and reconciling writes the status anew.
 */
export interface JobDocument {
  readonly jobId: string;
  readonly spec: unknown;
  readonly status: ForecastJobStatus | null;
  readonly createdAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
  readonly createdBy?: string | undefined;
}

/** What Firestore takes as an id. People who make a job in the console choose ids as they like. */
const possibleId = /^(?!\.{1,2}$)(?!__[^/]{0,252}__$)[^/]{1,256}$/;

/** Where a job of the caller's organization lives. An id that no document can have is answered as one that none has. */
export function jobReference(ctx: Pick<Ctx, 'orgId' | 'db'>, jobId: string): DocumentReference {
  if (!possibleId.test(jobId)) throw notFound('forecast job', jobId);
  return ctx.db.firestore.collection(collectionPath(ctx.orgId, 'forecast_jobs')).doc(jobId);
}

/** The organization of a job that was found over all organizations, by the path of its document. */
export function organizationOfJob(path: string): string {
  const [root, orgId, collection, , ...more] = path.split('/');
  if (root !== 'organizations' || orgId === undefined || collection !== 'forecast_jobs' || more.length > 0) {
    throw new Error(`${path} is not a forecast job of an organization`);
  }
  return orgId;
}

/** The job in a snapshot; null when there is none. */
export function readJob(snapshot: DocumentSnapshot): JobDocument | null {
  const data = snapshot.data();
  return data === undefined ? null : jobOf(snapshot.id, data);
}

/** The job in a snapshot, or not-found. */
export function requireJob(snapshot: DocumentSnapshot): JobDocument {
  const job = readJob(snapshot);
  if (job === null) throw notFound('forecast job', snapshot.id);
  return job;
}

/** A job as its document has it: without its id, and without what is not there. */
export function documentOf({ jobId: _, ...document }: JobDocument): object {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

function jobOf(jobId: string, data: DocumentData): JobDocument {
  const fields = withDates(data) as DocumentData;
  return {
    jobId,
    spec: data.spec,
    status: valueOrNull(forecastJobStatusSchema, fields.status),
    createdAt: valueOrNull(forecastJobSchema.shape.createdAt, fields.createdAt) ?? undefined,
    updatedAt: valueOrNull(forecastJobSchema.shape.updatedAt, fields.updatedAt) ?? undefined,
    createdBy: valueOrNull(forecastJobSchema.shape.createdBy, fields.createdBy) ?? undefined,
  };
}

function valueOrNull<T extends z.ZodType>(schema: T, value: unknown): z.output<T> | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
