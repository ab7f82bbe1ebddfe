import { expect, it } from 'vitest';
import { nextRunAfter } from '../../cron/cron.ts';
import { schedulerCron } from './scheduler-cron.ts';

it.each([
  ['0 6 * * *', '0 6 * * *'],
  ['*/7 7 7 7 *', '*/7 7 7 7 *'],
  ['0 6 * JAN MON-FRI', '0 6 * JAN MON-FRI'],
  ['0 6 * * 7', '0 6 * * 0'],
  ['0 6 * * 5-7', '0 6 * * 0,5,6'],
  ['0 6 * * MON,5-7/2', '0 6 * * 0,1,5'],
  ['  0   6 * *  1-7 ', '0 6 * * 0,1,2,3,4,5,6'],
])('writes %j as %j, which means the same', (schedule, expected) => {
  expect(schedulerCron(schedule)).toBe(expected);
  const runs = (cron: string) => {
    const instants: Date[] = [];
    let at: Date | null = new Date('2026-11-21T12:00:00Z');
    while (at !== null && instants.length < 30) {
      at = nextRunAfter({ schedule: cron, timeZone: 'Europe/Vienna' }, at);
      if (at !== null) instants.push(at);
    }
    return instants;
  };
  expect(runs(expected)).toEqual(runs(schedule.trim()));
});
