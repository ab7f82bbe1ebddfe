import { expect, test } from 'vitest';
import { describePlannedRun } from './describe-planned-run.ts';

const missedSince = new Date('2026-11-21T05:00:00Z');
const scheduledFor = new Date('2026-11-21T08:00:00Z');

test.each([
  ['pending', null, 'waiting for a worker'],
  [
    'pending',
    missedSince,
    'waiting for a worker; stands for every run missed since 2026-11-21T05:00:00.000Z',
  ],
  ['skipped', null, 'missed, and the job makes up for no missed runs ("catchUp": "none")'],
  [
    'skipped',
    missedSince,
    'missed, as were all since 2026-11-21T05:00:00.000Z, and the job makes up for no missed runs ("catchUp": "none")',
  ],
] as const)('a run that is %s and stands for runs since %s says so', (state, since, message) => {
  expect(describePlannedRun({ scheduledFor, state, missedSince: since })).toBe(message);
});
