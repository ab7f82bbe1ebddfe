import { move, type Snapshot, unchanged, unsilenced } from './lifecycle.ts';
import type { Cause, ManualDecision } from './lifecycle-by-hand.ts';

/**
 * A silence holds from now on: `firing` and `acknowledged → silenced`, which keeps beneath what it was. One that is
 * silenced already notes the other silence. A pending alert has nothing to be silent about.
 */
export function silence(snapshot: Snapshot, silenceId: string, cause: Cause): ManualDecision {
  const { state, silencedBy } = snapshot;
  if (silencedBy.includes(silenceId)) return unchanged(snapshot);
  if (state === 'silenced') {
    return move(snapshot, { ...snapshot, silencedBy: [...silencedBy, silenceId] }, cause);
  }
  if (state !== 'firing' && state !== 'acknowledged') return unchanged(snapshot);
  return move(
    snapshot,
    { ...snapshot, state: 'silenced', beneathSilence: state, silencedBy: [silenceId] },
    cause,
  );
}

/** A silence no longer holds: with the last of them the alert is again exactly what it was beneath. */
export function unsilence(snapshot: Snapshot, silenceId: string, cause: Cause): ManualDecision {
  if (!snapshot.silencedBy.includes(silenceId)) return unchanged(snapshot);
  const silencedBy = snapshot.silencedBy.filter((other) => other !== silenceId);
  if (silencedBy.length > 0) return move(snapshot, { ...snapshot, silencedBy }, cause);
  return move(snapshot, { ...snapshot, ...unsilenced, state: snapshot.beneathSilence ?? 'firing' }, cause);
}
