import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cloudSchedulerConfig, sweepDelayMs } from './cloud-scheduler.ts';

beforeEach(() => {
  vi.stubEnv('GCLOUD_PROJECT', 'acme');
  vi.stubEnv('SCHEDULER_SERVICE_ACCOUNT', ' scheduler@acme.iam.gserviceaccount.com\n');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is nothing while the sweep is the trigger, which then waits for nobody', () => {
  expect(cloudSchedulerConfig()).toBeUndefined();
  expect(sweepDelayMs).toBe(0);
});

it('is in the location and at the address of the functions unless others are given', () => {
  expect(cloudSchedulerConfig('cloud-scheduler')).toEqual({
    parent: 'projects/acme/locations/us-central1',
    serviceAccount: 'scheduler@acme.iam.gserviceaccount.com',
    runUrl: 'https://us-central1-acme.cloudfunctions.net/runScheduledForecastJob',
  });
  vi.stubEnv('SCHEDULER_LOCATION', 'europe-west1');
  vi.stubEnv('SCHEDULER_RUN_URL', 'https://run.example');
  expect(cloudSchedulerConfig('cloud-scheduler')).toMatchObject({
    parent: 'projects/acme/locations/europe-west1',
    runUrl: 'https://run.example',
  });
});

it.each(['GCLOUD_PROJECT', 'SCHEDULER_SERVICE_ACCOUNT'])('says that %s is missing', (name) => {
  vi.stubEnv(name, '');
  expect(() => cloudSchedulerConfig('cloud-scheduler')).toThrow(name);
});
