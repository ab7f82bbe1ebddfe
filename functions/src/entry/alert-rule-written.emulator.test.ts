import { describe, expect, it } from 'vitest';
import { alertRule } from '../../test/support/alerts.ts';
import { RecordedTasks, testContext } from '../../test/support/context.ts';
import { collection } from '../firestore/collections.ts';
import { alertRuleWritten } from './alert-rule-written.ts';
import { useRuntime } from './runtime.ts';

const ctx = testContext();
const rules = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
const watches = collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches');

/** The event that a write of the rule sends; its name is all that the function reads of it. */
function written(ruleId: string): Promise<void> {
  useRuntime({
    firestore: ctx.db.firestore,
    tasks: new RecordedTasks(),
    logger: { write: () => undefined },
    verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
    now: () => ctx.now,
  });
  const event = { params: { orgId: ctx.orgId, ruleId } };
  return alertRuleWritten.run(event as never) as Promise<void>;
}

describe('alertRuleWritten', () => {
  it('has a rule that a person made in the console watched, and says what is wrong with it', async () => {
    const condition = { type: 'absence', afterSeconds: 600 } as const;
    await rules.doc('rul_hand').set(alertRule({ condition, forSeconds: 60 }));
    await written('rul_hand');
    expect((await watches.doc('rul_hand').get()).data()).toMatchObject({ afterSeconds: 600 });
    expect((await rules.doc('rul_hand').get()).data()?.status).toMatchObject({
      problems: [{ pointer: '/forSeconds', detail: expect.stringContaining('expected 0') }],
    });
    await rules.doc('rul_hand').delete();
    await written('rul_hand');
    expect((await watches.doc('rul_hand').get()).exists).toBe(false);
  });
});
