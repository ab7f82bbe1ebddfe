import type { ApiRoute } from './define-route.ts';
import { healthRoute } from './health.ts';
import { acceptInvitationRoute } from './v1/accept-invitation.ts';
import { acknowledgeAlertRoute } from './v1/acknowledge-alert.ts';
import { assignAlertRoute } from './v1/assign-alert.ts';
import { cancelExportRoute } from './v1/cancel-export.ts';
import { cancelForecastRunRoute } from './v1/cancel-forecast-run.ts';
import { changeMemberRoleRoute } from './v1/change-member-role.ts';
import { createAlertRuleRoute } from './v1/create-alert-rule.ts';
import { createAnomalyBackfillRoute } from './v1/create-anomaly-backfill.ts';
import { createApiKeyRoute } from './v1/create-api-key.ts';
import { createExportRoute } from './v1/create-export.ts';
import { createForecastRoute } from './v1/create-forecast.ts';
import { createForecastJobRoute } from './v1/create-forecast-job.ts';
import { createHierarchyForecastRoute } from './v1/create-hierarchy-forecast.ts';
import { createInhibitionRuleRoute } from './v1/create-inhibition-rule.ts';
import { createInvitationRoute } from './v1/create-invitation.ts';
import { createNotificationChannelRoute } from './v1/create-notification-channel.ts';
import { createNotificationPolicyRoute } from './v1/create-notification-policy.ts';
import { createOrganizationRoute } from './v1/create-organization.ts';
import { createSilenceRoute } from './v1/create-silence.ts';
import { deleteAlertRuleRoute } from './v1/delete-alert-rule.ts';
import { deleteExportRoute } from './v1/delete-export.ts';
import { deleteForecastJobRoute } from './v1/delete-forecast-job.ts';
import { deleteInhibitionRuleRoute } from './v1/delete-inhibition-rule.ts';
import { deleteNotificationChannelRoute } from './v1/delete-notification-channel.ts';
import { deleteNotificationPolicyRoute } from './v1/delete-notification-policy.ts';
import { deleteOrganizationRoute } from './v1/delete-organization.ts';
import { deleteUserRoute } from './v1/delete-user.ts';
import { detectAnomaliesRoute } from './v1/detect-anomalies.ts';
import { disableCurrentOrganizationRoute } from './v1/disable-current-organization.ts';
import { enableCurrentOrganizationRoute } from './v1/enable-current-organization.ts';
import { endSilenceRoute } from './v1/end-silence.ts';
import { exportAuditLogRoute } from './v1/export-audit-log.ts';
import { getAlertRoute } from './v1/get-alert.ts';
import { getAlertRuleRoute } from './v1/get-alert-rule.ts';
import { getAnomalyRoute } from './v1/get-anomaly.ts';
import { getAnomalyBackfillRoute } from './v1/get-anomaly-backfill.ts';
import { getApiKeyRoute } from './v1/get-api-key.ts';
import { getAuditEntryRoute } from './v1/get-audit-entry.ts';
import { getCalibrationRoute } from './v1/get-calibration.ts';
import { getCrossingRoute } from './v1/get-crossing.ts';
import { getCurrentApiKeyRoute } from './v1/get-current-api-key.ts';
import { getCurrentOrganizationRoute } from './v1/get-current-organization.ts';
import { getErasureRoute } from './v1/get-erasure.ts';
import { getExportRoute } from './v1/get-export.ts';
import { getExportFileRoute } from './v1/get-export-file.ts';
import { getForecastRoute } from './v1/get-forecast.ts';
import { getForecastJobRoute } from './v1/get-forecast-job.ts';
import { getForecastRunRoute } from './v1/get-forecast-run.ts';
import { getInhibitionRuleRoute } from './v1/get-inhibition-rule.ts';
import { getInvitationRoute } from './v1/get-invitation.ts';
import { getLinkedChartRoute } from './v1/get-linked-chart.ts';
import { getMemberRoute } from './v1/get-member.ts';
import { getMetricRoute } from './v1/get-metric.ts';
import { getMetricChartRoute } from './v1/get-metric-chart.ts';
import { getMetricChartImageRoute } from './v1/get-metric-chart-image.ts';
import { getMyProfileRoute } from './v1/get-my-profile.ts';
import { getNotificationChannelRoute } from './v1/get-notification-channel.ts';
import { getNotificationDeliveryRoute } from './v1/get-notification-delivery.ts';
import { getNotificationPolicyRoute } from './v1/get-notification-policy.ts';
import { getSilenceRoute } from './v1/get-silence.ts';
import { getUsageRoute } from './v1/get-usage.ts';
import { ingestRoute } from './v1/ingest.ts';
import { labelAnomalyRoute } from './v1/label-anomaly.ts';
import { leaveOrganizationRoute } from './v1/leave-organization.ts';
import { listAlertRulesRoute } from './v1/list-alert-rules.ts';
import { listAlertsRoute } from './v1/list-alerts.ts';
import { listAnomaliesRoute } from './v1/list-anomalies.ts';
import { listAnomalyBackfillsRoute } from './v1/list-anomaly-backfills.ts';
import { listApiKeysRoute } from './v1/list-api-keys.ts';
import { listAuditLogRoute } from './v1/list-audit-log.ts';
import { listExportsRoute } from './v1/list-exports.ts';
import { listForecastJobsRoute } from './v1/list-forecast-jobs.ts';
import { listForecastRunsRoute } from './v1/list-forecast-runs.ts';
import { listForecastsRoute } from './v1/list-forecasts.ts';
import { listInhibitionRulesRoute } from './v1/list-inhibition-rules.ts';
import { listInvitationsRoute } from './v1/list-invitations.ts';
import { listMembersRoute } from './v1/list-members.ts';
import { listMetricsRoute } from './v1/list-metrics.ts';
import { listMyOrganizationsRoute } from './v1/list-my-organizations.ts';
import { listNotificationChannelsRoute } from './v1/list-notification-channels.ts';
import { listNotificationDeliveriesRoute } from './v1/list-notification-deliveries.ts';
import { listNotificationPoliciesRoute } from './v1/list-notification-policies.ts';
import { listRunOutcomesRoute } from './v1/list-run-outcomes.ts';
import { listSilencesRoute } from './v1/list-silences.ts';
import { noteAlertRoute } from './v1/note-alert.ts';
import { previewRouteRoute } from './v1/preview-route.ts';
import { previewSilenceRoute } from './v1/preview-silence.ts';
import { readSeriesRoute } from './v1/read-series.ts';
import { rehearseRuleRoute } from './v1/rehearse-rule.ts';
import { rehearseSavedRuleRoute } from './v1/rehearse-saved-rule.ts';
import { removeMemberRoute } from './v1/remove-member.ts';
import { reopenAlertRoute } from './v1/reopen-alert.ts';
import { resendInvitationRoute } from './v1/resend-invitation.ts';
import { resendNotificationDeliveryRoute } from './v1/resend-notification-delivery.ts';
import { resolveAlertRoute } from './v1/resolve-alert.ts';
import { restoreOrganizationRoute } from './v1/restore-organization.ts';
import { restoreUserRoute } from './v1/restore-user.ts';
import { revokeApiKeyRoute } from './v1/revoke-api-key.ts';
import { revokeInvitationRoute } from './v1/revoke-invitation.ts';
import { rotateApiKeyRoute } from './v1/rotate-api-key.ts';
import { rotateChannelSecretRoute } from './v1/rotate-channel-secret.ts';
import { runForecastJobRoute } from './v1/run-forecast-job.ts';
import { runPipelineRoute } from './v1/run-pipeline.ts';
import { testNotificationChannelRoute } from './v1/test-notification-channel.ts';
import { transferOwnershipRoute } from './v1/transfer-ownership.ts';
import { updateAlertRuleRoute } from './v1/update-alert-rule.ts';
import { updateApiKeyRoute } from './v1/update-api-key.ts';
import { updateCurrentOrganizationRoute } from './v1/update-current-organization.ts';
import { updateForecastJobRoute } from './v1/update-forecast-job.ts';
import { updateInhibitionRuleRoute } from './v1/update-inhibition-rule.ts';
import { updateMetricRoute } from './v1/update-metric.ts';
import { updateMyProfileRoute } from './v1/update-my-profile.ts';
import { updateNotificationChannelRoute } from './v1/update-notification-channel.ts';
import { updateNotificationPolicyRoute } from './v1/update-notification-policy.ts';
import { updateSilenceRoute } from './v1/update-silence.ts';
import { timeGptCrossValidationRoute } from './v2/cross-validate-batch.ts';
import { timeGptAnomaliesRoute } from './v2/detect-batch.ts';
import { timeGptOnlineAnomaliesRoute } from './v2/detect-online-batch.ts';
import { timeGptForecastRoute } from './v2/forecast-batch.ts';
import { timeGptModelParamsRoute } from './v2/model-params.ts';
import { timeGptValidateApiKeyRoute } from './v2/validate-api-key.ts';

/** Every route of the API, in the order of the document. The isolation matrix runs over this table. */
export const routes: readonly ApiRoute[] = [
  healthRoute,
  createOrganizationRoute,
  listMyOrganizationsRoute,
  getCurrentOrganizationRoute,
  getUsageRoute,
  updateCurrentOrganizationRoute,
  disableCurrentOrganizationRoute,
  enableCurrentOrganizationRoute,
  transferOwnershipRoute,
  leaveOrganizationRoute,
  listMembersRoute,
  getMemberRoute,
  changeMemberRoleRoute,
  removeMemberRoute,
  createInvitationRoute,
  listInvitationsRoute,
  acceptInvitationRoute,
  getInvitationRoute,
  revokeInvitationRoute,
  resendInvitationRoute,
  getMyProfileRoute,
  updateMyProfileRoute,
  ingestRoute,
  runPipelineRoute,
  listMetricsRoute,
  getMetricRoute,
  updateMetricRoute,
  readSeriesRoute,
  getMetricChartRoute,
  getMetricChartImageRoute,
  getLinkedChartRoute,
  createForecastRoute,
  createHierarchyForecastRoute,
  listForecastsRoute,
  getForecastRoute,
  getCrossingRoute,
  createForecastJobRoute,
  listForecastJobsRoute,
  getForecastJobRoute,
  updateForecastJobRoute,
  deleteForecastJobRoute,
  runForecastJobRoute,
  listForecastRunsRoute,
  getForecastRunRoute,
  listRunOutcomesRoute,
  cancelForecastRunRoute,
  detectAnomaliesRoute,
  listAnomaliesRoute,
  getAnomalyRoute,
  labelAnomalyRoute,
  createAnomalyBackfillRoute,
  listAnomalyBackfillsRoute,
  getAnomalyBackfillRoute,
  createAlertRuleRoute,
  listAlertRulesRoute,
  getAlertRuleRoute,
  getCalibrationRoute,
  updateAlertRuleRoute,
  deleteAlertRuleRoute,
  rehearseSavedRuleRoute,
  rehearseRuleRoute,
  listAlertsRoute,
  getAlertRoute,
  acknowledgeAlertRoute,
  resolveAlertRoute,
  reopenAlertRoute,
  assignAlertRoute,
  noteAlertRoute,
  createSilenceRoute,
  previewSilenceRoute,
  listSilencesRoute,
  getSilenceRoute,
  updateSilenceRoute,
  endSilenceRoute,
  createNotificationChannelRoute,
  listNotificationChannelsRoute,
  getNotificationChannelRoute,
  updateNotificationChannelRoute,
  deleteNotificationChannelRoute,
  rotateChannelSecretRoute,
  testNotificationChannelRoute,
  listNotificationDeliveriesRoute,
  getNotificationDeliveryRoute,
  resendNotificationDeliveryRoute,
  createNotificationPolicyRoute,
  listNotificationPoliciesRoute,
  previewRouteRoute,
  getNotificationPolicyRoute,
  updateNotificationPolicyRoute,
  deleteNotificationPolicyRoute,
  createInhibitionRuleRoute,
  listInhibitionRulesRoute,
  getInhibitionRuleRoute,
  updateInhibitionRuleRoute,
  deleteInhibitionRuleRoute,
  timeGptForecastRoute,
  timeGptCrossValidationRoute,
  timeGptAnomaliesRoute,
  timeGptOnlineAnomaliesRoute,
  timeGptModelParamsRoute,
  timeGptValidateApiKeyRoute,
  createApiKeyRoute,
  listApiKeysRoute,
  getCurrentApiKeyRoute,
  getApiKeyRoute,
  updateApiKeyRoute,
  rotateApiKeyRoute,
  revokeApiKeyRoute,
  listAuditLogRoute,
  exportAuditLogRoute,
  getAuditEntryRoute,
  createExportRoute,
  listExportsRoute,
  getExportRoute,
  getExportFileRoute,
  cancelExportRoute,
  deleteExportRoute,
  deleteOrganizationRoute,
  restoreOrganizationRoute,
  deleteUserRoute,
  restoreUserRoute,
  getErasureRoute,
];
