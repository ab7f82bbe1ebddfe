import type { AlertState } from '../../contracts/alert.ts';
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
      const holds = holdsAt(one.silence, now);
      for (const before of open()) {
        const decision = holds ? begin(one, before, now) : end(one, before, now);
        if (decision.transition === null) continue;
        const after = { ...before, snapshot: decision.snapshot };
        change({ before, after, transitions: [decision.transition] });
      }
    }
  }

  /** A change with what silences make of it that hold: as `pipeline/alert/silences/silence-what-fires`. */
  silenced(change: RehearsedChange, now: Date): RehearsedChange {
    const { before, transitions } = change;
    if (!fires(change.after.snapshot.state) || fires(before?.snapshot.state)) return change;
    return this.#silences
      .filter((one) => holdsAt(one.silence, now))
      .reduce<RehearsedChange>(
        (silenced, one) => {
          const { snapshot, transition } = begin(one, silenced.after, now);
          if (transition === null) return silenced;
          const after = { ...silenced.after, snapshot };
          return { before, after, transitions: [...silenced.transitions, transition] };
        },
        { ...change, transitions },
      );
  }

  /** Whether one of them mutes an alert with these labels now. */
  mutes(labels: RehearsedAlert['labels'], now: Date): boolean {
    return this.#silences.some((one) => holdsAt(one.silence, now) && matches(one.silence.matchers, labels));
  }
}

function begin(
  { silenceId, silence: times }: RehearsedSilence,
  { snapshot, labels }: RehearsedAlert,
  at: Date,
) {
  if (!matches(times.matchers, labels)) return { snapshot, transition: null };
  const { comment, endsAt } = times;
  const reason = silencedReason({ comment, endsAt, window: windowAt(times, at) });
  return silence(snapshot, silenceId, { at, reason });
}

function end({ silenceId, silence: { comment } }: RehearsedSilence, { snapshot }: RehearsedAlert, at: Date) {
  const reason = unsilencedReason({ comment, state: 'ended', endedBy: null });
  return unsilence(snapshot, silenceId, { at, reason });
}
