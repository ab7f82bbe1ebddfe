/** Collections that are the server's alone, and where they lie in an organization. */
export const closedCollections: Readonly<Record<string, (orgId: string) => string>> = {
  api_key_hashes: () => 'api_key_hashes',
  invitation_hashes: () => 'invitation_hashes',
  erasures: () => 'erasures',
  analysis: (orgId) => `organizations/${orgId}/metrics/met_1/analysis`,
  progress: (orgId) => `organizations/${orgId}/anomaly_backfills/bkf_1/progress`,
  alert_rule_watches: (orgId) => `organizations/${orgId}/alert_rule_watches`,
  calibration: (orgId) => `organizations/${orgId}/alert_rules/rul_1/calibration`,
  pace: (orgId) => `organizations/${orgId}/notification_channels/chn_1/pace`,
  idempotency_keys: (orgId) => `organizations/${orgId}/idempotency_keys`,
  exports: (orgId) => `organizations/${orgId}/exports`,
  parts: (orgId) => `organizations/${orgId}/exports/exp_1/parts`,
  usage_shards: (orgId) => `organizations/${orgId}/usage/2026-11-21/usage_shards`,
  counters: (orgId) => `organizations/${orgId}/counters`,
};
