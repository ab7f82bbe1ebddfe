import type { Ctx } from '../firestore/context.ts';
import { Database } from '../firestore/database.ts';
import { CallUsage } from '../operator/limits/usage-account.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { deferredOfInstance } from './deferred-of-instance.ts';
import { runtime } from './runtime.ts';

/** The context in which function `name` acts for one organization, now, counting from zero. */
export function systemCall(name: string, orgId: string): Ctx {
  const { firestore, tasks, timegpt, notifier, now, logger } = runtime();
  const ctx = systemContext({ orgId, name, now: now(), db: new Database(firestore), tasks });
  const usage = new CallUsage({
    orgId,
    db: ctx.db,
    now: ctx.now,
    clock: now,
    deferred: deferredOfInstance(),
  });
  return {
    ...ctx,
    timegpt: timegpt?.task,
    notifier,
    usage,
    warn: (message, error) => logger.write({ severity: 'WARNING', message, error }),
  };
}
