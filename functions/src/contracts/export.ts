import { z } from 'zod';
import { orNull } from './common.ts';
import { idSchema } from './ids.ts';

export const exportStates = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;

/** One file of an export: gzipped NDJSON, or CSV. Its parts, in order, are the file. */
export const exportFileSchema = z
  .object({
    name: z.string().meta({ example: 'anomalies.ndjson.gz' }),
    state: z.enum(['waiting', 'writing', 'written', 'done']).meta({
      description: 'written: all rows are there; done: and the checksum',
    }),
    expected: orNull(z.number().int().min(0)).meta({
      description: 'rows that there were when the file was begun; null where nobody counted',
    }),
    rows: z.number().int().min(0),
    bytes: z.number().int().min(0).meta({ description: 'of the file, compressed' }),
    parts: z.number().int().min(0),
    sha256: orNull(z.string()).meta({ description: 'of the file, in hex; null until it is done' }),
  })
  .meta({ id: 'ExportFile' });

export type ExportFile = z.infer<typeof exportFileSchema>;

/** Where the file that is being written has come to: a document's path, or a metric and an instant. */
const cursorSchema = z.object({ path: z.string(), from: orNull(z.date()) });

export type ExportCursor = z.infer<typeof cursorSchema>;

/**
 * `organizations/{orgId}/exports/{exportId}`: everything that an organization owns, on its way into files. `revision`
 * counts how often it moved on, and fences workers off from each other.
 */
export const exportSchema = z
  .object({
    state: z.enum(exportStates),
    message: z.string(),
    files: z.array(exportFileSchema),
    cursor: orNull(cursorSchema),
    revision: z.number().int().min(0),
    failures: z.number().int().min(0).meta({ description: 'attempts at the next step that failed' }),
    requestedBy: z.string(),
    createdAt: z.date(),
    startedAt: orNull(z.date()).meta({
      description: 'nothing in the files was read before this instant, and everything before `finishedAt`',
    }),
    updatedAt: z.date(),
    finishedAt: orNull(z.date()),
    expireAt: orNull(z.date()).meta({ description: 'from when on the export is removed with its files' }),
  })
  .meta({ id: 'Export' });

export type Export = z.infer<typeof exportSchema>;

/** `…/exports/{exportId}/parts/{file}-{nnnnn}`: consecutive bytes of a file, few enough for one document. */
export const exportPartSchema = z.object({
  data: z.instanceof(Uint8Array),
  expireAt: orNull(z.date()),
});

export const exportResponseSchema = exportSchema
  .omit({ cursor: true, revision: true, failures: true })
  .extend({ exportId: idSchema('export') })
  .meta({ id: 'ExportResponse' });

export type ExportResponse = z.infer<typeof exportResponseSchema>;

/** Which bytes of a file: whole parts, from `fromPart` (counted from 0) on, at most `parts` of them. */
export const exportRangeSchema = z.strictObject({
  fromPart: z.coerce.number('expected a number').int().min(0, 'expected 0 or more').default(0),
  parts: z.coerce.number('expected a number').int().min(1, 'expected 1 or more').optional(),
});

export type ExportRange = z.infer<typeof exportRangeSchema>;

export const exportFileNameSchema = z
  .string()
  .regex(/^[a-z_]{1,80}\.(ndjson|csv)\.gz$/, 'expected the name of a file of the export');

/** Payload of an `exportOrganization` task. */
export const exportTaskSchema = z.strictObject({ orgId: z.string().min(1), exportId: z.string().min(1) });

export type ExportTask = z.infer<typeof exportTaskSchema>;
