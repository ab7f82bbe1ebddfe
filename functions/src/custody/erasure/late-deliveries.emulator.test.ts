import { expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { acme, contentsOf, erasureDeps, foundByCaller } from '../../../test/support/erasures.ts';
import { resourceIds, writeExampleResources } from '../../../test/support/example-resources.ts';
import type { Ctx } from '../../firestore/context.ts';
import * as paths from '../../firestore/paths.ts';
import { deliverNotification } from '../../notifications/deliveries/deliver-notification.ts';
import { flushGroup } from '../../notifications/groups/flush-group.ts';
import { reconcileAlertRule } from '../../pipeline/alert/watch/reconcile-alert-rule.ts';
import { analyseSeries } from '../../pipeline/anomaly/analyse-series.ts';
import { runBackfillSlice } from '../../pipeline/anomaly/backfill/run-backfill-slice.ts';
import { learnFromLabels } from '../../pipeline/anomaly/learn-from-labels.ts';
import { forecastMetric } from '../../pipeline/forecast/forecast-metric.ts';
import { forecastSelected } from '../../pipeline/hierarchy/forecast-selected.ts';
import { forecastBatch } from '../../scheduling/forecast-batch.ts';
import { reconcileJob } from '../../scheduling/reconcile-job.ts';
import { runForecastJob } from '../../scheduling/run-forecast-job.ts';
import { runExportSlice } from '../export/run-export-slice.ts';
import { startExport } from '../export/start-export.ts';
import { deleteOrganization } from './delete-organization.ts';
import { organizationPlaces } from './organization-places.ts';
import { runErasure } from './run-erasure.ts';

const { metricId = '', jobId = '', runId = '', ruleId = '', backfillId = '', deliveryId = '' } = resourceIds;

/** Every task and trigger that there is, as it is delivered late: what it names is gone. */
const deliveries: Readonly<Record<string, (ctx: Ctx, exportId: string) => Promise<unknown>>> = {
  analyseSeries: (ctx) => analyseSeries({ ctx, input: { metricId, from: 0, to: 1 } }),
  backfillAnomalies: (ctx) => runBackfillSlice({ ctx, input: { orgId: ctx.orgId, backfillId, slice: 2 } }),
  runForecastJob: (ctx) =>
    runForecastJob({
      ctx,
      input: { orgId: ctx.orgId, jobId, runId },
      deps: { forecastMetric, forecastHierarchy: forecastSelected, workerId: 'late', clock: () => ctx.now },
    }),
  forecastBatch: (ctx) =>
    forecastBatch({
      ctx,
      input: { orgId: ctx.orgId, jobId, runId, batchId: 'b00000' },
      deps: { forecastMetric, workerId: 'late', clock: () => ctx.now },
    }),
  flushNotificationGroup: (ctx) => flushGroup({ ctx, input: { orgId: ctx.orgId, groupId: 'grp_1' } }),
  deliverNotification: (ctx) =>
    deliverNotification({
      ctx,
      input: { orgId: ctx.orgId, deliveryId },
      deps: {
        send: async () => ({ outcome: 'delivered', status: 200, detail: '' }),
        workerId: 'late',
        clock: () => ctx.now,
      },
    }),
  exportOrganization: (ctx, exportId) => runExportSlice({ ctx, input: { orgId: ctx.orgId, exportId } }),
  anomalyWritten: (ctx) => learnFromLabels({ ctx, input: { metricId } }),
  alertRuleWritten: (ctx) => reconcileAlertRule({ ctx, input: { ruleId } }),
  forecastJobWritten: (ctx) => reconcileJob({ ctx, input: { jobId } }),
};

it('nothing of an organization comes back by a task or trigger that is delivered when it is gone', async () => {
  const ctx = testContext();
  await foundByCaller(ctx);
  await writeExampleResources(ctx.db.firestore, ctx.orgId);
  const { exportId } = await startExport({ ctx, input: {} });
  const { erasureId } = await deleteOrganization({
    ctx: { ...ctx, graceMs: 0 },
    input: { confirm: acme.name },
  });
  const run = (at: Date) => runErasure({ deps: erasureDeps(ctx, at), input: { erasureId } });
  await run(ctx.now);
  const deliverAll = async () => {
    for (const [name, deliver] of Object.entries(deliveries))
      await deliver(ctx, exportId).catch((error: unknown) =>
        expect(error, name).toMatchObject({ code: 'not-found' }),
      );
  };
  await deliverAll();
  expect(Object.keys(await contentsOf(ctx.db.firestore, ctx.orgId))).toEqual([`organizations/${ctx.orgId}`]);
  expect(await run(new Date(ctx.now.getTime() + 900_000))).toBe('erased');
  await deliverAll();
  expect(await contentsOf(ctx.db.firestore, ctx.orgId)).toEqual({});
});

it('looks in every collection outside of organizations, but for people and the proofs', () => {
  const outside = Object.values(paths).flatMap((path) => (typeof path === 'string' ? [path] : []));
  const searched = organizationPlaces.map(({ name }) => name);
  expect(outside.filter((path) => !searched.includes(path))).toEqual([paths.erasuresPath]);
});
