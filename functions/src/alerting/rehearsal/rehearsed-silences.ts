import type { AlertState } from '../../contracts/alert.ts';
import type { SilenceWindow } from '../../contracts/silence.ts';
import type { Snapshot } from '../lifecycle.ts';
import type { ManualDecision } from '../lifecycle-by-hand.ts';
import { silence, unsilence } from '../lifecycle-silence.ts';
import { matches } from '../matchers/matches.ts';
import { silencedReason, unsilencedReason } from '../silences/silence-reasons.ts';
import { holdsAt, silenceStatusAt, windowAt } from '../silences/silence-window.ts';
import type { RehearsedSilence } from './rehearsal.ts';
import type { RehearsedAlert, RehearsedChange } from './rehearsed-alerts.ts';

interface Watched extends RehearsedSilence {
  nextChangeAt: Date | null;
}

const fires = (state: AlertState | undefined): boolean => state === 'firing' || state === 'acknowledged';

/** The silences of a rehearsal: what they do when they begin and end, and to what comes to fire while they hold. */
export class RehearsedSilences {
  readonly #silences: readonly Watched[];

  constructor(silences: readonly RehearsedSilence[], from: Date) {
    this.#silences = silences.map((one) => ({
      ...one,
      nextChangeAt: silenceStatusAt(one.silence, from).nextChangeAt,
    }));
  }

  /** When the next of them begins or ends. */
  get nextChangeAt(): Date | null {
    return this.#silences.reduce<Date | null>(
      (next, { nextChangeAt: at }) => (at !== null && (next === null || at < next) ? at : next),
      null,
    );
  }

  /** What the silences do to open alerts that begin or end now. Each change is made before the next is asked for. */
  settle(now: Date, open: () => readonly RehearsedAlert[], change: (change: RehearsedChange) => void): void {
    for (const one of this.#silences) {
      if (one.nextChangeAt === null || one.nextChangeAt > now) continue;
      one.nextChangeAt = silenceStatusAt(one.silence, now).nextChangeAt;
      const window = openWindow(one, now);
      for (const before of open()) {
        const decision = window === null ? end(one, before, now) : begin(one, window, before, now);
        if (decision.snapshot === before.snapshot) continue;
        const after = { ...before, snapshot: decision.snapshot };
        change({ before, after, transitions: decision.transition === null ? [] : [decision.transition] });
      }
    }
  }

  /** A change with what silences make of it that hold, or no longer: as `pipeline/alert/silences/apply-silences`. */
  applied(change: RehearsedChange, now: Date): RehearsedChange {
    const { before, after } = change;
    const { state, silencedUntil, silencedBy } = after.snapshot;
    const isOverdue = state === 'silenced' && silencedUntil !== null && silencedUntil <= now;
    if (!isOverdue && (!fires(state) || fires(before?.snapshot.state))) return change;
    let snapshot: Snapshot = { ...after.snapshot, silencedUntil: null };
    const transitions = [...change.transitions];
    const take = (decision: ManualDecision) => {
      snapshot = decision.snapshot;
      if (decision.transition !== null) transitions.push(decision.transition);
    };
    for (const one of this.#silences) {
      const window = openWindow(one, now);
      if (window !== null) take(begin(one, window, { ...after, snapshot }, now));
    }
    for (const one of this.#silences) {
      if (!silencedBy.includes(one.silenceId)) continue;
      if (openWindow(one, now) === null) take(end(one, { ...after, snapshot }, now));
    }
    return { before, after: { ...after, snapshot }, transitions };
  }

  /** Whether one of them mutes an alert with these labels now. */
  mutes(labels: RehearsedAlert['labels'], now: Date): boolean {
    return this.#silences.some((one) => holdsAt(one.silence, now) && matches(one.silence.matchers, labels));
  }
}

/** The window in which a silence holds now; null where it does not. */
function openWindow({ silence: times }: RehearsedSilence, now: Date): SilenceWindow | null {
  const window = windowAt(times, now);
  return window !== null && window.startsAt <= now ? window : null;
}

function begin(
  { silenceId, silence: one }: RehearsedSilence,
  window: SilenceWindow,
  { snapshot, labels }: RehearsedAlert,
  at: Date,
): ManualDecision {
  if (!matches(one.matchers, labels)) return { snapshot, transition: null };
  const hold = { silenceId, until: window.endsAt };
  return silence(snapshot, hold, { at, reason: silencedReason(one, window) });
}

function end(
  { silenceId, silence: { comment } }: RehearsedSilence,
  { snapshot }: RehearsedAlert,
  at: Date,
): ManualDecision {
  const over = { comment, state: 'ended', endedBy: null, window: null } as const;
  return unsilence(snapshot, silenceId, { at, reason: unsilencedReason(over, at) });
}
