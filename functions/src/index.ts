import './entry/initialise.ts';

export { alertRuleWritten } from './entry/alert-rule-written.ts';
export { analyseSeries } from './entry/analyse-series.ts';
export { anomalyWritten } from './entry/anomaly-written.ts';
export { api } from './entry/api.ts';
export { backfillAnomalies } from './entry/backfill-anomalies.ts';
export { deliverNotification } from './entry/deliver-notification.ts';
export { dispatchDueJobs } from './entry/dispatch-due-jobs.ts';
export { exportOrganization } from './entry/export-organization.ts';
export { flushNotificationGroup } from './entry/flush-notification-group.ts';
export { forecastBatch } from './entry/forecast-batch.ts';
export { forecastJobWritten } from './entry/forecast-job-written.ts';
export { organizationWritten } from './entry/organization-written.ts';
export { repairSchedulerJobs } from './entry/repair-scheduler-jobs.ts';
export { rollUpUsage } from './entry/roll-up-usage.ts';
export { runForecastJob } from './entry/run-forecast-job.ts';
export { runScheduledForecastJob } from './entry/run-scheduled-forecast-job.ts';
export { tickNotifications } from './entry/tick-notifications.ts';
