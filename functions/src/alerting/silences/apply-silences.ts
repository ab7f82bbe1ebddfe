import type { AlertState } from '../../contracts/alert.ts';
import type { Silence, SilenceWindow } from '../../contracts/silence.ts';
import type { Snapshot, Transition } from '../lifecycle.ts';
import type { ManualDecision } from '../lifecycle-by-hand.ts';
import { type Hold, silence as silenceAlert, unsilence } from '../lifecycle-silence.ts';
import { type MatchedAlert, matchLabelsOf } from '../matchers/match-labels-of.ts';
import { matches } from '../matchers/matches.ts';
import { silencedReason, unsilencedReason } from './silence-reasons.ts';
import { windowAt } from './silence-window.ts';

/** A silence with its id. */
export interface KnownSilence {
  readonly silenceId: string;
  readonly silence: Silence;
}

/** What of an alert silences decide on. */
export type SilencedAlert = Snapshot & MatchedAlert;

const fires = (state: AlertState | undefined): boolean => state === 'firing' || state === 'acknowledged';

/**
 * Whether a change of an alert asks for a look at silences: it comes to fire, from nothing, by hand or from under another
 * silence; or it is silenced by one that should be over by now.
 */
export function asksForSilences(before: SilencedAlert | null, after: SilencedAlert, now: Date): boolean {
  if (fires(after.state)) return !fires(before?.state);
  return after.state === 'silenced' && after.silencedUntil !== null && after.silencedUntil <= now;
}

/**
 * Leads an alert under the silences that hold for it now, and out from under those that do not: pure, and the same again
 * when done again. First those that hold, so that one takes over from another without a word in between.
 *
 * @param silences all that may hold now, among them those that do; of others that the alert names nothing is known.
 */
export function applySilences<A extends SilencedAlert>(
  alert: A,
  silences: readonly KnownSilence[],
  now: Date,
): { readonly alert: A; readonly transitions: readonly Transition[] } {
  const labels = matchLabelsOf(alert);
  const holding = silences.flatMap(({ silenceId, silence }): (Hold & { reason: string })[] => {
    const window = openWindow(silence, now);
    if (window === null || !matches(silence.matchers, labels)) return [];
    return [{ silenceId, until: window.endsAt, reason: silencedReason(silence, window) }];
  });
  const ids = new Set(holding.map(({ silenceId }) => silenceId));
  const gone = alert.silencedBy.filter((silenceId) => !ids.has(silenceId));
  const transitions: Transition[] = [];
  let led: A = { ...alert, silencedUntil: null };
  const take = ({ snapshot, transition }: ManualDecision) => {
    led = { ...led, ...snapshot };
    if (transition !== null) transitions.push(transition);
  };
  for (const hold of holding) take(silenceAlert(led, hold, { at: now, reason: hold.reason }));
  for (const silenceId of gone) {
    const known = silences.find((one) => one.silenceId === silenceId)?.silence;
    take(unsilence(led, silenceId, { at: now, reason: unsilencedReason(known, now) }));
  }
  return { alert: led, transitions };
}

/**
 * The window in which a silence holds now, or null: by its times; or, where it has begun and its end is to come, by its
 * state: the clock of whoever looks may be behind.
 */
export function openWindow(silence: Silence, now: Date): SilenceWindow | null {
  if (silence.state === 'active' && silence.window !== null && silence.window.endsAt > now)
    return silence.window;
  const window = windowAt(silence, now);
  return window !== null && window.startsAt <= now ? window : null;
}
