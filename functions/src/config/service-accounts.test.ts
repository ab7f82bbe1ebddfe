import { expect, it } from 'vitest';
import { runsAs, serviceAccountName } from './service-accounts.ts';

it('names an account after its function', () => {
  expect(serviceAccountName('analyseSeries')).toBe('iv-analyse-series');
  expect(serviceAccountName('runScheduledForecastJob')).toBe('iv-run-scheduled-forecast-job');
});

it('says of a name that is too long that it is', () => {
  expect(() => serviceAccountName('runScheduledForecastJobs2')).toThrow('30 characters');
});

it('is asked for only where the deployment has made accounts', () => {
  expect(runsAs('api')).toEqual({});
  expect(runsAs('api', true)).toEqual({ serviceAccount: 'iv-api@' });
});
