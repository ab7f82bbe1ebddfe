import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { silence as silenceAlert, unsilence } from '../../../alerting/lifecycle-silence.ts';
import { matchLabelsOf } from '../../../alerting/matchers/match-labels-of.ts';
import { matches } from '../../../alerting/matchers/matches.ts';
import { silencedReason, unsilencedReason } from '../../../alerting/silences/silence-reasons.ts';
import type { Alert } from '../../../contracts/alert.ts';
import type { Silence } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { type AlertChange, alertChanged } from '../alert-changed.ts';

/** Alerts of one transaction: two writes each, and what telling of them takes. */
const pageSize = 50;

interface Page {
  readonly last: QueryDocumentSnapshot | null;
  readonly changed: number;
}

/**
 * Leads the alerts that a silence bears on to what the silence is: silenced by it where it is active and matches, and not
 * where it is not. Queries: all that are `open` for one that is active, since matchers are no query; for one that is not,
 * those whose `silencedBy` names it. Each page reads the silence again, so that two at it at once agree.
 *
 * @returns how many alerts it changed
 */
export async function spreadSilence(ctx: Ctx, silenceId: string, active: boolean): Promise<number> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const concerned = active
    ? alerts.where('open', '==', true)
    : alerts.where('silencedBy', 'array-contains', silenceId);
  const ordered = concerned.orderBy(FieldPath.documentId()).limit(pageSize);
  let changed = 0;
  let page: Page = { last: null, changed: 0 };
  do {
    const query = page.last === null ? ordered : ordered.startAfter(page.last);
    page = await ctx.db.transaction(async (transaction) => {
      const reference = collection(ctx.db.firestore, ctx.orgId, 'silences').doc(silenceId);
      const silence = (await transaction.get(reference)).data();
      const found = await transaction.query(query);
      const changes = found.flatMap((document) =>
        changeOf(document.id, document.data(), silenceId, silence, ctx.now),
      );
      await alertChanged(ctx, transaction, changes);
      const last = found.length === pageSize ? (found.at(-1) ?? null) : null;
      return { last, changed: changes.length };
    });
    changed += page.changed;
  } while (page.last !== null);
  return changed;
}

function changeOf(
  alertId: string,
  before: Alert,
  silenceId: string,
  silence: Silence | undefined,
  now: Date,
): AlertChange[] {
  const window =
    silence?.state === 'active' && matches(silence.matchers, matchLabelsOf(before)) ? silence.window : null;
  const { snapshot, transition } =
    silence === undefined || window === null
      ? unsilence(before, silenceId, { at: now, reason: unsilencedReason(silence, now) })
      : silenceAlert(
          before,
          { silenceId, until: window.endsAt },
          { at: now, reason: silencedReason(silence, window) },
        );
  if (snapshot === before) return [];
  return [
    {
      alertId,
      before,
      after: { ...before, ...snapshot },
      transitions: transition === null ? [] : [transition],
    },
  ];
}
