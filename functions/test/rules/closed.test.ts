import { assertFails } from '@firebase/rules-unit-testing';
import { where } from 'firebase/firestore';
import { describe, it } from 'vitest';
import { callers, own, useWorld } from './support/world.ts';

const world = useWorld('closed');

/** Documents that are the server's alone, and places where nothing is meant to be. */
const closedDocuments = [
  'api_key_hashes/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  'invitation_hashes/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  '_migrations/0001',
  `organizations/${own}/metrics/met_1/analysis/current`,
  `organizations/${own}/anomaly_backfills/bkf_1/progress/current`,
  `organizations/${own}/notification_channels/chn_1/pace/0`,
  `organizations/${own}/alert_rule_watches/rul_1`,
  `organizations/${own}/alert_rules/rul_1/calibration/c_met_1`,
  `organizations/${own}/usage/2026-11-21/usage_shards/0`,
  `organizations/${own}/counters/series`,
  `organizations/${own}/idempotency_keys/9f86d081`,
  'users/ada/idempotency_keys/9f86d081',
  `organizations/${own}/exports/exp_1`,
  `organizations/${own}/exports/exp_1/parts/points.csv.gz-00000`,
  `organizations/${own}/secrets/sec_1`,
  `organizations/${own}/metrics/met_1/time_series/2026-11-21/deeper/doc`,
  'anything/else',
];

const collectionGroups = [
  'user_org_memberships',
  'invitations',
  'metrics',
  'time_series',
  'forecasts',
  'anomalies',
  'anomaly_backfills',
  'progress',
  'alerts',
  'events',
  'alert_rules',
  'alert_rule_watches',
  'calibration',
  'ingestion_sources',
  'connections',
  'api_keys',
  'forecast_jobs',
  'runs',
  'notification_channels',
  'pace',
  'notification_policies',
  'inhibition_rules',
  'notification_groups',
  'notification_deliveries',
  'silences',
  'audit_log',
  'usage',
  'usage_shards',
  'counters',
  'idempotency_keys',
  'exports',
  'parts',
];

describe.each(callers)('%s', (caller) => {
  it.each(closedDocuments)('has no access to %s', async (path) => {
    await world.server.doc(path).set({ orgId: own });
    const client = world.as(caller);
    await assertFails(client.get(path));
    await assertFails(client.list(path.slice(0, path.lastIndexOf('/')), where('orgId', '==', own)));
    await assertFails(client.set(path, { orgId: own }));
    await assertFails(client.update(path, { orgId: 'org_other' }));
    await assertFails(client.delete(path));
  });

  it.each(collectionGroups)('may not read %s over all organizations', async (name) => {
    await assertFails(world.as(caller).listGroup(name));
  });
});
