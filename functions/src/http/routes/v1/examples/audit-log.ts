import type { AuditEntryResponse } from '../../../../contracts/audit-log.ts';
import { exampleIds } from './ids.ts';

export const auditEntryExample: AuditEntryResponse = {
  entryId: exampleIds.auditEntry,
  at: new Date('2026-11-21T05:04:00Z'),
  actor: `user:${exampleIds.member}`,
  action: 'notification-channel.update',
  resourceType: 'notification-channel',
  resourceId: exampleIds.channel,
  changed: ['name', 'updatedAt'],
  before: {
    name: 'on call',
    enabled: true,
    secretReference: '[withheld]',
    updatedAt: new Date('2026-10-02T08:00:00Z'),
  },
  after: {
    name: 'on call, nights',
    enabled: true,
    secretReference: '[withheld]',
    updatedAt: new Date('2026-11-21T05:04:00Z'),
  },
  address: '203.0.113.7',
  userAgent: 'curl/8.5.0',
  requestId: 'req_5b1d2e9c7f3a4b8d6c0e1f2a',
};
