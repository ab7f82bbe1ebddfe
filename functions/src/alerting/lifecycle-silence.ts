import { move, type Snapshot, unchanged, unsilenced } from './lifecycle.ts';
import type { Cause, ManualDecision } from './lifecycle-by-hand.ts';

/** A silence as an alert knows it: which, and the end of the window in which it holds. */
export interface Hold {
  readonly silenceId: string;
  readonly until: Date;
}

/**
 * A silence holds from now on: `firing` and `acknowledged → silenced`, which keeps beneath what it was. One that is
 * silenced already notes the other silence, and the earliest end. A pending alert has nothing to be silent about.
 */
export function silence(snapshot: Snapshot, { silenceId, until }: Hold, cause: Cause): ManualDecision {
  const { state, silencedBy, silencedUntil } = snapshot;
  const earliest = silencedUntil === null || until < silencedUntil ? until : silencedUntil;
  if (silencedBy.includes(silenceId)) {
    if (earliest.getTime() === silencedUntil?.getTime()) return unchanged(snapshot);
    return { snapshot: { ...snapshot, silencedUntil: earliest }, transition: null };
  }
  const held = { silencedBy: [...silencedBy, silenceId], silencedUntil: earliest };
  if (state === 'silenced') return move(snapshot, { ...snapshot, ...held }, cause);
  if (state !== 'firing' && state !== 'acknowledged') return unchanged(snapshot);
  return move(snapshot, { ...snapshot, ...held, state: 'silenced', beneathSilence: state }, cause);
}

/** A silence no longer holds: with the last of them the alert is again exactly what it was beneath. */
export function unsilence(snapshot: Snapshot, silenceId: string, cause: Cause): ManualDecision {
  if (!snapshot.silencedBy.includes(silenceId)) return unchanged(snapshot);
  const silencedBy = snapshot.silencedBy.filter((other) => other !== silenceId);
  if (silencedBy.length > 0) return move(snapshot, { ...snapshot, silencedBy }, cause);
  return move(snapshot, { ...snapshot, ...unsilenced, state: snapshot.beneathSilence ?? 'firing' }, cause);
}
