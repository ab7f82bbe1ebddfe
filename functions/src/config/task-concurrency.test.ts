import { afterEach, expect, it, vi } from 'vitest';
import { taskConcurrency } from './task-concurrency.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is what the queue asks for in the cloud, and little on the emulator', () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', undefined);
  expect(taskConcurrency(100)).toBe(100);
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(taskConcurrency(100)).toBe(3);
  expect(taskConcurrency(1)).toBe(1);
});
