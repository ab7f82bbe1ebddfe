import { FieldPath } from 'firebase-admin/firestore';
import { BatchTotals } from './batch-totals.ts';
import { addCosts, costSince, type Metered } from './cost-since.ts';
import { type FinishedRun, finishRun } from './finish-run.ts';
import type { BatchesCall } from './hand-out-batches.ts';
import { readSpec } from './job-spec.ts';
import { batchesPerCommit } from './limits.ts';
import { reportBatches } from './report-batches.ts';
import { batchesOf } from './run-lease.ts';
import { ended, type RunReport } from './run-report.ts';
import { countsOf, type FannedOutRun, isUnderWay } from './under-way.ts';

/**
 * Ends a run all of whose batches are done: adds up what they came to, and tells run and job. A read for each batch, and
 * what `finishRun` costs. Where two do it at once, one ends the run and the other is told `superseded`.
 */
export async function finishBatches(
  call: BatchesCall,
  run: FannedOutRun,
  before: Metered,
): Promise<FinishedRun> {
  const { db } = call.ctx;
  const totals = new BatchTotals();
  const batches = batchesOf(call.refs.runRef).orderBy(FieldPath.documentId()).limit(batchesPerCommit);
  let page = await db.query(batches);
  while (page.length > 0) {
    for (const batch of page) totals.add(batch.data());
    const last = page.at(-1);
    page = page.length < batchesPerCommit ? [] : await db.query(batches.startAfter(last));
  }
  const { spec } = readSpec(run.spec);
  const report = reportBatches(run.progress.series, totals, spec?.failWhen);
  const progress = { ...run.progress, ...report.counts, batchesDone: totals.batches, asOf: call.clock() };
  return finish(call, run, { ...report, progress }, before, totals);
}

/** Ends a run in batches whose job is no more; what is done of it stays. */
export function finishOfDeletedJob(
  call: BatchesCall,
  run: FannedOutRun,
  before: Metered,
): Promise<FinishedRun> {
  const report = { ...ended('skipped', 'the job was deleted'), counts: countsOf(run.progress) };
  return finish(call, run, report, before);
}

function finish(
  { ctx, refs, clock }: BatchesCall,
  { spec, startedAt, createdAt }: FannedOutRun,
  report: RunReport,
  before: Metered,
  totals?: BatchTotals,
): Promise<FinishedRun> {
  return finishRun({
    ctx: { ...ctx, now: clock() },
    ...refs,
    isOurs: isUnderWay,
    report,
    spec,
    startedAt: startedAt ?? createdAt,
    cost: (writes, { cost }) => {
      const parts = [cost, totals?.cost ?? null].flatMap((part) => part ?? []);
      return parts.reduce(addCosts, costSince(ctx.db.meter, before, { writes }));
    },
  });
}
