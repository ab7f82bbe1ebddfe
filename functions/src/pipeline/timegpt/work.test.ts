import { expect, it } from 'vitest';
import { forecastsMax, numbersMax, requireAffordable, workThrough } from './work.ts';

it('does the work in order', async () => {
  expect(await workThrough([1, 2, 3], (n) => n * 2)).toEqual([2, 4, 6]);
});

it('lets others have their turn between items', async () => {
  const turns: string[] = [];
  const work = workThrough(['a', 'b', 'c'], (name) => turns.push(name));
  setImmediate(() => turns.push('other'));
  await work;
  expect(turns).toEqual(['a', 'b', 'other', 'c']);
});

it('stops when the time is up, and says how far it came', async () => {
  let clock = 0;
  const done: number[] = [];
  const work = (n: number) => {
    clock += 20_000;
    done.push(n);
  };
  await expect(workThrough([1, 2, 3, 4, 5], work, () => clock)).rejects.toMatchObject({
    reason: 'WORK_TOO_LARGE',
    message: expect.stringContaining('3 of 5 parts were done within 45 s'),
  });
  expect(done).toEqual([1, 2, 3]);
});

it('refuses too many forecasts and too long an answer, and nothing below', () => {
  expect(() => requireAffordable({ forecasts: forecastsMax, numbers: numbersMax })).not.toThrow();
  expect(() => requireAffordable({ forecasts: forecastsMax + 1, numbers: 1 })).toThrow(/forecasts/);
  expect(() => requireAffordable({ forecasts: 1, numbers: numbersMax + 1 })).toThrow(/numbers/);
});
