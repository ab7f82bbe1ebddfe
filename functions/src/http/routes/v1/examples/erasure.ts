import type { ErasureResponse } from '../../../../contracts/erasure.ts';
import { exampleIds } from './ids.ts';

export const scheduledErasureExample: ErasureResponse = {
  ...{ erasureId: exampleIds.erasure, subject: 'organization', subjectId: exampleIds.organization },
  ...{ state: 'scheduled', message: 'to be erased from 2026-11-28T12:00:00.000Z on' },
  requestedBy: `user:${exampleIds.member}`,
  requestedAt: new Date('2026-11-21T12:00:00Z'),
  purgeAt: new Date('2026-11-28T12:00:00Z'),
  ...{ startedAt: null, counts: {}, passes: 0, finishedAt: null, verifiedAt: null },
  updatedAt: new Date('2026-11-21T12:00:00Z'),
};

export const userErasureExample: ErasureResponse = {
  ...scheduledErasureExample,
  ...{ subject: 'user', subjectId: exampleIds.member },
};

export const erasedExample: ErasureResponse = {
  ...scheduledErasureExample,
  ...{ state: 'erased', message: 'erased: all places were looked at again, and nothing was found' },
  startedAt: new Date('2026-11-28T12:30:00Z'),
  counts: { api_key_hashes: 2, metrics: 13, time_series: 97, user_org_memberships: 4, organizations: 1 },
  passes: 1,
  finishedAt: new Date('2026-11-28T12:45:12Z'),
  verifiedAt: new Date('2026-11-28T12:45:12Z'),
  updatedAt: new Date('2026-11-28T12:45:12Z'),
};
