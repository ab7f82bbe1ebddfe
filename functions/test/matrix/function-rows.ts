import type { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
/** Looks up what stands for an id of the examples. */
export type IdOf = (example: keyof typeof exampleIds) => string;

/** What a delivery to a function names besides the organization. */
export type FunctionRow =
  /** A task: its payload, `orgId` apart. */
  | { readonly by: 'task'; readonly payload: (id: IdOf) => object }
  /** A write of a document: its variables, `orgId` apart, and what it was and is. */
  | { readonly by: 'trigger'; readonly params: (id: IdOf) => Record<string, string>; readonly group?: string }
  /** Looks over all organizations; what it hands on names an organization and what is in it. */
  | { readonly by: 'schedule' }
  /** Answers HTTP; `where` says which rows attack it. */
  | { readonly by: 'https'; readonly where: string };

/** A row for each function that is deployed. One without is a hole. */
export const functionRows: Readonly<Record<string, FunctionRow>> = {
  api: { by: 'https', where: 'the rows of kind route' },
  analyseSeries: {
    by: 'task',
    payload: (id) => ({ notBefore: 0, series: [{ metricId: id('metric'), from: 0, to: 4e12 }] }),
  },
  backfillAnomalies: { by: 'task', payload: (id) => ({ backfillId: id('backfill'), slice: 0 }) },
  exportOrganization: { by: 'task', payload: (id) => ({ exportId: id('export') }) },
  // Names an erasure and no organization; a payload with one is no task of ours and dropped.
  eraseData: { by: 'task', payload: (id) => ({ erasureId: id('erasure') }) },
  sweepErasures: { by: 'schedule' },
  runForecastJob: { by: 'task', payload: (id) => ({ jobId: id('job'), runId: id('run') }) },
  forecastBatch: {
    by: 'task',
    payload: (id) => ({ jobId: id('job'), runId: id('run'), batchId: 'batch_00000' }),
  },
  flushNotificationGroup: { by: 'task', payload: (id) => ({ groupId: id('group') }) },
  deliverNotification: { by: 'task', payload: (id) => ({ deliveryId: id('delivery') }) },
  alertRuleWritten: { by: 'trigger', params: (id) => ({ ruleId: id('alertRule') }), group: 'alert_rules' },
  anomalyWritten: { by: 'trigger', params: (id) => ({ anomalyId: id('anomaly') }), group: 'anomalies' },
  forecastJobWritten: { by: 'trigger', params: (id) => ({ jobId: id('job') }), group: 'forecast_jobs' },
  organizationWritten: { by: 'trigger', params: () => ({}) },
  dispatchDueJobs: { by: 'schedule' },
  tickNotifications: { by: 'schedule' },
  rollUpUsage: { by: 'schedule' },
  repairSchedulerJobs: { by: 'schedule' },
  runScheduledForecastJob: { by: 'https', where: 'the cells of its own subject' },
};
