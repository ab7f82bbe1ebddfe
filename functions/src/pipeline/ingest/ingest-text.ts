import type { IngestResponse, TimestampUnit } from '../../contracts/ingest.ts';
import type { Ctx } from '../../firestore/context.ts';
import { metricRefusal } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { NormalisedBatch } from '../normalise/batch.ts';
import { normaliseCsv } from '../normalise/from-csv.ts';
import { normaliseNdjson, type TextOptions } from '../normalise/from-ndjson.ts';
import { ingestBatch } from './ingest-batch.ts';

export interface IngestTextInput {
  readonly text: string;
  readonly timestampUnit: TimestampUnit;
  /** Metric key of records that name none. */
  readonly metric?: string | undefined;
}

const ingestText =
  (normalise: (text: string, options: TextOptions) => NormalisedBatch) =>
  async ({ ctx, input }: { ctx: Ctx; input: IngestTextInput }): Promise<IngestResponse> => {
    requirePermission(ctx, 'metrics:write');
    const { text, timestampUnit, metric } = input;
    return ingestBatch(
      ctx,
      normalise(text, { timestampUnit, metric, now: ctx.now, refusal: metricRefusal(ctx) }),
    );
  };

/** Stores CSV with a header: `metric`, `timestamp`, `value`, `unit`, `kind`; every other column is a label. */
export const ingestCsv = ingestText(normaliseCsv);

/** Stores newline-delimited JSON, one point a line. */
export const ingestNdjson = ingestText(normaliseNdjson);
