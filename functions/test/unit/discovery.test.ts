import { beforeAll, describe, expect, it } from 'vitest';
import { deploymentWith, discoverIn } from '../support/discovery.ts';

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

let manifest: Manifest;

beforeAll(() => {
  manifest = discoverIn<Manifest>();
}, 60_000);

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
      'organizationWritten',
      'rollUpUsage',
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
      rollUpUsage,
      runForecastJob,
      dispatchDueJobs,
      forecastJobWritten,
      organizationWritten,
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
    expect(rollUpUsage?.scheduleTrigger?.schedule).toBe('every 15 minutes');
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
    expect(organizationWritten?.eventTrigger).toMatchObject({
      eventType: 'google.cloud.firestore.document.v1.written',
      retry: true,
      eventFilterPathPatterns: { document: 'organizations/{orgId}' },
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
    const { endpoints, params = [] } = discoverIn<Manifest>(
      deploymentWith({ forecastJobTrigger: "'cloud-scheduler'" }),
    );
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
