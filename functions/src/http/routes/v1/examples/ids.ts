/** Ids that the examples share, so that they tell one story. */
export const exampleIds = {
  organization: 'org_9d1c3f0a7b5e4d2c8f6a1b2c',
  metric: 'met_4f1c0a9be2d84c6f9a1b2c3d',
  sum: 'sum_5b1d2e9c7f3a4b8d6c0e1f2a',
  forecast: 'fct_7a2b9c4d1e3f5a6b8c0d2e4f',
  forecastOfSum: 'fct_0c9e8d7b6a5f4e3d2c1b0a9f',
  anomaly: 'ano_1b3d5f7a9c2e4b6d8f0a1c3e',
  backfill: 'bkf_7c1e9a3b5d2f4c6e8a0b1d3f',
  alertRule: 'rul_2c4e6a8b0d1f3a5c7e9b2d4f',
  alert: 'alr_3d5f7b9c1e2a4b6d8f0c3e5a',
  silence: 'sil_4e6a8c0d2f3b5d7a9c1e3f5b',
  member: 'Zk3qX1b2c3d4e5f6',
  job: 'job_5e7a9c1d3f4b6c8e0a2d4f6b',
  run: 'run_6f8b0d2e4a5c7d9f1b3e5a7c',
  channel: 'chn_7d9f1b3c5e6a8d0f2b4c6e8a',
  delivery: 'dlv_9e1b3d5f7a2c4e6b8d0f1a3c',
  apiKey: 'key_8b0d2f4a6c7e9f1b3d5a7c9e',
} as const;
