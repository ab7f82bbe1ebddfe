import { silence as silenceAlert } from '../../../alerting/lifecycle-silence.ts';
import { matchLabelsOf } from '../../../alerting/matchers/match-labels-of.ts';
import { matches } from '../../../alerting/matchers/matches.ts';
import type { AlertState } from '../../../contracts/alert.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { MeteredTransaction } from '../../../firestore/database.ts';
import type { AlertChange } from '../alert-changed.ts';
import { type HoldingSilence, holdingSilences } from './holding-silences.ts';
import { silencedReason } from './silence-reasons.ts';

/**
 * Silences at once what comes to fire while a silence holds: episodes that fire, are reopened, or come out from under
 * another silence. Reads silences only where there is such a change.
 */
export async function silenceWhatFires<T extends AlertChange>(
  ctx: Ctx,
  transaction: MeteredTransaction,
  changes: readonly T[],
): Promise<readonly T[]> {
  if (!changes.some(comesToFire)) return changes;
  const silences = await holdingSilences(ctx, transaction);
  if (silences.length === 0) return changes;
  return changes.map((change) => (comesToFire(change) ? silenced(change, silences, ctx.now) : change));
}

const fires = (state: AlertState | undefined): boolean => state === 'firing' || state === 'acknowledged';

const comesToFire = ({ before, after }: AlertChange): boolean => fires(after.state) && !fires(before?.state);

function silenced<T extends AlertChange>(change: T, silences: readonly HoldingSilence[], now: Date): T {
  const labels = matchLabelsOf(change.after);
  const transitions = [...change.transitions];
  let { after } = change;
  for (const { silenceId, silence } of silences) {
    if (!matches(silence.matchers, labels)) continue;
    const cause = { at: now, reason: silencedReason(silence) };
    const { snapshot, transition } = silenceAlert(after, silenceId, cause);
    after = { ...after, ...snapshot };
    if (transition !== null) transitions.push(transition);
  }
  return { ...change, after, transitions };
}
