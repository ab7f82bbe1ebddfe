import { expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { collection } from '../../firestore/collections.ts';
import { recordAudit } from './record-audit.ts';

const origin = { address: '203.0.113.7', userAgent: 'curl/8.5.0' };

it('writes who did what to which resource, from where, with the change itself', async () => {
  const ctx = testContext({ origin });
  const rule = { name: 'Queue', enabled: true };
  await ctx.db.commit((writer) =>
    recordAudit(ctx, writer, {
      verb: 'update',
      type: 'alert-rule',
      id: 'rul_1',
      before: rule,
      after: { ...rule, enabled: false },
    }),
  );
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'audit_log').get();
  expect(docs.map((document) => document.data())).toEqual([
    {
      at: ctx.now,
      actor: 'user:ada',
      action: 'alert-rule.update',
      resourceType: 'alert-rule',
      resourceId: 'rul_1',
      changed: ['enabled'],
      before: rule,
      after: { name: 'Queue', enabled: false },
      ...origin,
      requestId: ctx.requestId,
      expireAt: new Date('2027-12-26T12:00:00Z'),
    },
  ]);
});
