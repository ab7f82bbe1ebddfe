import type { NoteAlertRequest } from '../../contracts/alert.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { changeAlert, entryFor } from './change-alert.ts';
import type { AlertResponse } from './get-alert.ts';

/** Adds a note to the timeline of an alert, whatever state it is in. */
export async function noteAlert({
  ctx,
  input: { alertId, note },
}: {
  ctx: Ctx;
  input: NoteAlertRequest & { alertId: string };
}): Promise<AlertResponse> {
  requirePermission(ctx, 'alerts:write');
  return changeAlert(ctx, alertId, 'note', (alert) => ({
    fields: {},
    entry: entryFor(alert, { kind: 'note', at: ctx.now, reason: note }),
  }));
}
