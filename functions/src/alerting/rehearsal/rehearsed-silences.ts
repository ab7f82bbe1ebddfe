import type { SilenceWindow } from '../../contracts/silence.ts';
import type { ManualDecision } from '../lifecycle-by-hand.ts';
import { silence, unsilence } from '../lifecycle-silence.ts';
import { matches } from '../matchers/matches.ts';
import { applySilences, asksForSilences, type KnownSilence } from '../silences/apply-silences.ts';
import { silencedReason, unsilencedReason } from '../silences/silence-reasons.ts';
import { holdsAt, silenceStatusAt, windowAt } from '../silences/silence-window.ts';
import type { RehearsedAlert, RehearsedChange } from './rehearsed-alerts.ts';

interface Watched extends KnownSilence {
  nextChangeAt: Date | null;
}

/** The silences of a rehearsal: what they do when they begin and end, and to what comes to fire while they hold. */
export class RehearsedSilences {
  readonly #silences: readonly Watched[];

  constructor(silences: readonly KnownSilence[], from: Date) {
    this.#silences = silences.map((one) => ({
      silenceId: one.silenceId,
      // As of which instant it was stored is of another time: here its times alone say whether it holds.
      silence: { ...one.silence, state: 'scheduled', window: null },
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
      const window = holdsAt(one.silence, now) ? windowAt(one.silence, now) : null;
      for (const before of open()) {
        const decision = window === null ? end(one, before, now) : begin(one, window, before, now);
        if (decision.snapshot === before.snapshot) continue;
        const after = { ...before, snapshot: decision.snapshot };
        change({ before, after, transitions: decision.transition === null ? [] : [decision.transition] });
      }
    }
  }

  /** A change with what silences make of it that hold, or no longer: as `pipeline/alert/silences/silence-what-fires`. */
  applied(change: RehearsedChange, now: Date): RehearsedChange {
    const before = change.before === null ? null : seen(change.before);
    const after = seen(change.after);
    if (!asksForSilences(before, after, now)) return change;
    const { alert: snapshot, transitions } = applySilences(after, this.#silences, now);
    return {
      before: change.before,
      after: { ...change.after, snapshot },
      transitions: [...change.transitions, ...transitions],
    };
  }

  /** Whether one of them mutes an alert with these labels now. */
  mutes(labels: RehearsedAlert['labels'], now: Date): boolean {
    return this.#silences.some((one) => holdsAt(one.silence, now) && matches(one.silence.matchers, labels));
  }
}

const seen = ({ snapshot, matched }: RehearsedAlert) => ({ ...snapshot, ...matched });

function begin(
  { silenceId, silence: one }: KnownSilence,
  window: SilenceWindow,
  { snapshot, labels }: RehearsedAlert,
  at: Date,
): ManualDecision {
  if (!matches(one.matchers, labels)) return { snapshot, transition: null };
  const hold = { silenceId, until: window.endsAt };
  return silence(snapshot, hold, { at, reason: silencedReason(one, window) });
}

const end = (
  { silenceId, silence: one }: KnownSilence,
  { snapshot }: RehearsedAlert,
  at: Date,
): ManualDecision => unsilence(snapshot, silenceId, { at, reason: unsilencedReason(one, at) });
