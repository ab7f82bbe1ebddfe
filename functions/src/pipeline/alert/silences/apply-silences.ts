import type { ManualDecision } from '../../../alerting/lifecycle-by-hand.ts';
import { type Hold, silence as silenceAlert, unsilence } from '../../../alerting/lifecycle-silence.ts';
import { matchLabelsOf } from '../../../alerting/matchers/match-labels-of.ts';
import { matches } from '../../../alerting/matchers/matches.ts';
import { silencedReason, unsilencedReason } from '../../../alerting/silences/silence-reasons.ts';
import type { Alert, AlertState } from '../../../contracts/alert.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { MeteredTransaction } from '../../../firestore/database.ts';
import type { AlertChange, TimelineEntry } from '../alert-changed.ts';
import { type SilenceNow, silencesNow } from './silences-now.ts';

/**
 * Silences at once what comes to fire while a silence holds: episodes that fire, are reopened, or come out from under
 * another silence. And takes alerts out from under silences that are over, where the tick is late and something else
 * changes them first. Reads silences only where there is such a change.
 */
export async function applySilences<T extends AlertChange>(
  ctx: Ctx,
  transaction: MeteredTransaction,
  changes: readonly T[],
): Promise<readonly T[]> {
  const isConcerned = (change: AlertChange) => comesToFire(change) || isOverdue(change, ctx.now);
  if (!changes.some(isConcerned)) return changes;
  const silences = await silencesNow(ctx, transaction);
  return changes.map((change) => (isConcerned(change) ? applied(change, silences, ctx.now) : change));
}

const fires = (state: AlertState | undefined): boolean => state === 'firing' || state === 'acknowledged';

const comesToFire = ({ before, after }: AlertChange): boolean => fires(after.state) && !fires(before?.state);

const isOverdue = ({ after }: AlertChange, now: Date): boolean =>
  after.state === 'silenced' && after.silencedUntil !== null && after.silencedUntil <= now;

function applied<T extends AlertChange>(change: T, silences: readonly SilenceNow[], at: Date): T {
  const labels = matchLabelsOf(change.after);
  const holding = silences.flatMap(({ silenceId, silence, window }): (Hold & { reason: string })[] =>
    window === null || !matches(silence.matchers, labels)
      ? []
      : [{ silenceId, until: window.endsAt, reason: silencedReason(silence, window) }],
  );
  const ids = new Set(holding.map(({ silenceId }) => silenceId));
  const gone = change.after.silencedBy.filter((silenceId) => !ids.has(silenceId));
  const reasonOf = (silenceId: string) =>
    unsilencedReason(silences.find((one) => one.silenceId === silenceId)?.silence, at);
  const transitions: TimelineEntry[] = [...change.transitions];
  let after: Alert = { ...change.after, silencedUntil: null };
  const take = ({ snapshot, transition }: ManualDecision) => {
    after = { ...after, ...snapshot };
    if (transition !== null) transitions.push(transition);
  };
  // First those that hold, so that one silence takes over from another without a word in between.
  for (const hold of holding) take(silenceAlert(after, hold, { at, reason: hold.reason }));
  for (const silenceId of gone) take(unsilence(after, silenceId, { at, reason: reasonOf(silenceId) }));
  return { ...change, after, transitions };
}
