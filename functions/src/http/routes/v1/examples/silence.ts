import type { z } from 'zod';
import type { silenceResponseSchema } from '../../../../contracts/silence.ts';
import { exampleIds } from './ids.ts';

export const silenceRequestExample = {
  matchers: [{ label: 'airport', operator: '=~', value: 'BOS|JFK' }],
  endsAt: '2026-11-21T18:00:00Z',
  comment: 'de-icing',
};

export const maintenanceRequestExample = {
  matchers: [{ label: 'airport', value: 'ATL' }],
  startsAt: '2026-11-22T00:00:00Z',
  endsAt: '2027-06-30T00:00:00Z',
  comment: 'runway maintenance on Sundays',
  recurrence: { schedule: '0 2 * * 0', timeZone: 'America/New_York', durationSeconds: 7_200 },
};

export const silenceExample: z.output<typeof silenceResponseSchema> = {
  silenceId: exampleIds.silence,
  matchers: [{ label: 'airport', operator: '=~', value: 'BOS|JFK' }],
  startsAt: new Date('2026-11-21T05:04:00Z'),
  endsAt: new Date('2026-11-21T18:00:00Z'),
  comment: 'de-icing',
  recurrence: null,
  state: 'active',
  window: { startsAt: new Date('2026-11-21T05:04:00Z'), endsAt: new Date('2026-11-21T18:00:00Z') },
  nextChangeAt: new Date('2026-11-21T18:00:00Z'),
  endedBy: null,
  createdAt: new Date('2026-11-21T05:04:00Z'),
  updatedAt: new Date('2026-11-21T05:04:00Z'),
  createdBy: `user:${exampleIds.member}`,
};
