import { isOpen, move, type Snapshot, type Transition, unchanged, unsilenced } from './lifecycle.ts';

/** What follows for an episode that there is. `snapshot` is the very one handed in when nothing changes. */
export interface ManualDecision {
  readonly snapshot: Snapshot;
  readonly transition: Transition | null;
}

/** When, and what it says in the timeline; instants are those of the clock. */
export interface Cause {
  readonly at: Date;
  readonly reason: string;
}

/** A cause with the person or key behind it. */
export interface ManualCause extends Cause {
  readonly actor: string;
}

/** What an alert is, or would be without its silences. */
const beneath = ({ state, beneathSilence }: Snapshot) => beneathSilence ?? state;

/** The snapshot in another state, beneath its silences where it has any. */
function leadTo(snapshot: Snapshot, state: 'firing' | 'acknowledged'): Snapshot {
  return snapshot.state === 'silenced'
    ? { ...snapshot, beneathSilence: state }
    : { ...snapshot, state, ...unsilenced };
}

/** Somebody takes care: `firing → acknowledged`, also beneath a silence. In every other state nothing changes. */
export function acknowledge(snapshot: Snapshot, cause: ManualCause): ManualDecision {
  if (beneath(snapshot) !== 'firing') return unchanged(snapshot);
  const taken = leadTo(snapshot, 'acknowledged');
  return move(snapshot, { ...taken, acknowledgedAt: cause.at, acknowledgedBy: cause.actor }, cause);
}

/**
 * Somebody says that it is over: `firing`, `acknowledged` and `silenced → resolved`. While the condition holds on, no
 * other episode opens until it has been clear once, or for `reopenAfterSeconds`.
 */
export function resolve(snapshot: Snapshot, cause: ManualCause): ManualDecision {
  if (!isOpen(snapshot.state) || snapshot.state === 'pending') return unchanged(snapshot);
  const over = {
    state: 'resolved',
    resolvedAt: cause.at,
    resolvedBy: cause.actor,
    awaitsClear: true,
  } as const;
  return move(snapshot, { ...snapshot, ...unsilenced, ...over }, cause);
}

/**
 * Somebody says that it is not: `resolved → firing`, the same episode again, and `acknowledged → firing`, which takes an
 * acknowledgement back, also beneath a silence. In every other state nothing changes.
 */
export function reopen(snapshot: Snapshot, cause: Cause): ManualDecision {
  const was = beneath(snapshot);
  if (was !== 'resolved' && was !== 'acknowledged') return unchanged(snapshot);
  const untaken = { acknowledgedAt: null, acknowledgedBy: null };
  const again = { resolvedAt: null, resolvedBy: null, awaitsClear: false };
  return move(snapshot, { ...leadTo(snapshot, 'firing'), ...untaken, ...again }, cause);
}

/** The rule no longer watches the series: whatever was open ends, `pending → inactive`, else `→ resolved`. */
export function withdraw(snapshot: Snapshot, cause: Cause): ManualDecision {
  if (!isOpen(snapshot.state)) return unchanged(snapshot);
  const over: Partial<Snapshot> =
    snapshot.state === 'pending' ? { state: 'inactive' } : { state: 'resolved', resolvedAt: cause.at };
  return move(snapshot, { ...snapshot, ...unsilenced, ...over, reason: cause.reason }, cause);
}
