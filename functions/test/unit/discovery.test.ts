import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const functionsRoot = fileURLToPath(new URL('../../', import.meta.url));
const discover = fileURLToPath(
  new URL('../../../node_modules/firebase-functions/lib/bin/firebase-functions.js', import.meta.url),
);

interface Endpoint {
  readonly region: readonly string[];
  readonly maxInstances: number;
  readonly availableMemoryMb: number;
  readonly timeoutSeconds: number;
  readonly secretEnvironmentVariables?: readonly object[];
  readonly httpsTrigger?: object;
  readonly taskQueueTrigger?: object;
  readonly scheduleTrigger?: { readonly schedule: string };
  readonly eventTrigger?: {
    readonly eventType: string;
    readonly retry: boolean;
    readonly eventFilterPathPatterns?: Record<string, string>;
  };
}

interface Manifest {
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly params?: readonly object[];
  readonly requiredAPIs: readonly { readonly api: string }[];
}

const folder = mkdtempSync(path.join(tmpdir(), 'intentvision-discovery-'));
let manifest: Manifest;

/** What `firebase deploy` would find: the SDK's own discovery on the built functions. */
beforeAll(() => {
  if (!existsSync(path.join(functionsRoot, 'lib/index.js')))
    throw new Error('build first: npx tsc -b functions');
  manifest = discoverIn(functionsRoot);
}, 60_000);

function discoverIn(cwd: string): Manifest {
  const output = path.join(folder, 'functions.yaml');
  const run = spawnSync(process.execPath, [discover, '.'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GCLOUD_PROJECT: 'demo-intentvision', FUNCTIONS_MANIFEST_OUTPUT_PATH: output },
  });
  if (run.status !== 0) throw new Error(`discovery failed: ${run.stdout}${run.stderr}`);
  return JSON.parse(readFileSync(output, 'utf8')) as Manifest;
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what would be deployed', () => {
  it('is these functions and no others', () => {
    expect(Object.keys(manifest.endpoints).sort()).toEqual([
      'alertRuleWritten',
      'analyseSeries',
      'anomalyWritten',
      'api',
      'backfillAnomalies',
      'deliverNotification',
      'dispatchDueJobs',
      'exportOrganization',
      'flushNotificationGroup',
      'forecastBatch',
      'forecastJobWritten',
      'runForecastJob',
      'tickNotifications',
    ]);
  });

  it('runs in one region, with bounded instances, memory and time', () => {
    for (const [name, endpoint] of Object.entries(manifest.endpoints)) {
      expect(endpoint.region, name).toEqual(['us-central1']);
      expect(endpoint.maxInstances, name).toBe(name === 'runForecastJob' ? 100 : 50);
      expect(endpoint.availableMemoryMb, name).toBeGreaterThan(0);
      if (!name.endsWith('Written')) expect(endpoint.timeoutSeconds, name).toBeGreaterThan(0);
    }
  });

  it('asks for no parameter and no secret, unless TimeGPT is enabled', () => {
    expect(manifest.params ?? []).toEqual([]);
    for (const { secretEnvironmentVariables = [] } of Object.values(manifest.endpoints))
      expect(secretEnvironmentVariables).toEqual([]);
  });

  it('has the triggers that the architecture names', () => {
    const {
      api,
      alertRuleWritten,
      analyseSeries,
      anomalyWritten,
      backfillAnomalies,
      exportOrganization,
      forecastBatch,
      deliverNotification,
      flushNotificationGroup,
      tickNotifications,
      runForecastJob,
      dispatchDueJobs,
      forecastJobWritten,
    } = manifest.endpoints;
    expect(api?.httpsTrigger).toBeDefined();
    expect(analyseSeries?.taskQueueTrigger).toMatchObject({ retryConfig: { maxAttempts: 8 } });
    expect(backfillAnomalies?.taskQueueTrigger).toMatchObject({ retryConfig: { maxAttempts: 8 } });
    expect(exportOrganization).toMatchObject({
      concurrency: 1,
      taskQueueTrigger: { retryConfig: { maxAttempts: 8 } },
    });
    expect(forecastBatch).toMatchObject({
      concurrency: 1,
      taskQueueTrigger: { retryConfig: { maxAttempts: 10 }, rateLimits: { maxConcurrentDispatches: 50 } },
    });
    expect(runForecastJob).toMatchObject({
      concurrency: 1,
      taskQueueTrigger: { retryConfig: { maxAttempts: 10 }, rateLimits: { maxConcurrentDispatches: 100 } },
    });
    expect(deliverNotification?.taskQueueTrigger).toMatchObject({ retryConfig: { maxAttempts: 5 } });
    expect(flushNotificationGroup?.taskQueueTrigger).toMatchObject({ retryConfig: { maxAttempts: 5 } });
    expect(tickNotifications?.scheduleTrigger?.schedule).toBe('every 1 minutes');
    expect(dispatchDueJobs?.scheduleTrigger?.schedule).toBe('every 1 minutes');
    expect(forecastJobWritten?.eventTrigger).toMatchObject({
      eventType: 'google.cloud.firestore.document.v1.written',
      retry: true,
      eventFilterPathPatterns: { document: 'organizations/{orgId}/forecast_jobs/{jobId}' },
    });
    expect(alertRuleWritten?.eventTrigger).toMatchObject({
      eventType: 'google.cloud.firestore.document.v1.written',
      retry: true,
      eventFilterPathPatterns: { document: 'organizations/{orgId}/alert_rules/{ruleId}' },
    });
    expect(anomalyWritten?.eventTrigger).toMatchObject({
      eventType: 'google.cloud.firestore.document.v1.written',
      retry: true,
      eventFilterPathPatterns: { document: 'organizations/{orgId}/anomalies/{anomalyId}' },
    });
  });
});

describe('what would be deployed with the trigger cloud-scheduler', () => {
  it('is the run endpoint and the repair besides', { timeout: 60_000 }, () => {
    const copy = path.join(folder, 'functions');
    cpSync(path.join(functionsRoot, 'lib'), path.join(copy, 'lib'), { recursive: true });
    cpSync(path.join(functionsRoot, 'package.json'), path.join(copy, 'package.json'));
    symlinkSync(path.join(functionsRoot, '../node_modules'), path.join(copy, 'node_modules'));
    const file = path.join(copy, 'lib/config/deployment.js');
    const sweeping = readFileSync(file, 'utf8');
    const changed = sweeping.replace(
      "forecastJobTrigger = 'sweep'",
      "forecastJobTrigger = 'cloud-scheduler'",
    );
    expect(changed).not.toBe(sweeping);
    writeFileSync(file, changed);

    const { endpoints, params = [] } = discoverIn(copy);
    const added = Object.keys(endpoints).filter((name) => !(name in manifest.endpoints));
    expect(added.sort()).toEqual(['repairSchedulerJobs', 'runScheduledForecastJob']);
    expect(endpoints.runScheduledForecastJob?.httpsTrigger).toEqual({ invoker: ['public'] });
    expect(endpoints.repairSchedulerJobs).toMatchObject({
      maxInstances: 1,
      scheduleTrigger: { schedule: 'every 1 hours' },
    });
    expect(params).toEqual([]);
  });
});
