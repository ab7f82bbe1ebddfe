import { afterEach, expect, it, vi } from 'vitest';
import { forecastWorkers, jobsPerSweep } from './forecast-workers.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('gives each run an instance of its own, as many as are done at once', () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', undefined);
  const rateLimits = { maxConcurrentDispatches: 600 };
  expect(forecastWorkers(600)).toEqual({ concurrency: 1, maxInstances: 600, rateLimits });
});

it('starts few at once on the emulator', () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(forecastWorkers(600).rateLimits).toEqual({ maxConcurrentDispatches: 3 });
});

it.each([
  [10, 600],
  [100, 6_000],
  [333, 19_980],
  [600, 20_000],
])(
  'with %d workers a sweep hands out %d jobs: what they do in a minute, and no more than a queue starts',
  (runsAtOnce, jobs) => {
    expect(jobsPerSweep(runsAtOnce)).toBe(jobs);
  },
);
