import { afterEach, expect, it, vi } from 'vitest';
import { erasureGraceMs } from './erasure.ts';

const dayMs = 86_400_000;

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is a week, or what it is told', () => {
  expect(erasureGraceMs()).toBe(7 * dayMs);
  vi.stubEnv('ERASURE_GRACE_DAYS', ' 30 ');
  expect(erasureGraceMs()).toBe(30 * dayMs);
});

it.each(['0', '-1', '1.5', '91', 'none'])('takes no %j in the cloud', (told) => {
  vi.stubEnv('ERASURE_GRACE_DAYS', told);
  expect(erasureGraceMs).toThrow('ERASURE_GRACE_DAYS');
});

it('may be none under the emulators', () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  vi.stubEnv('ERASURE_GRACE_DAYS', '0');
  expect(erasureGraceMs()).toBe(0);
});
