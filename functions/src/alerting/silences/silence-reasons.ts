import type { Silence, SilenceWindow } from '../../contracts/silence.ts';
import { formatInstant } from '../format.ts';

/** What the timeline of an alert says when a silence begins for it. */
export function silencedReason({ comment }: Silence, { endsAt }: Pick<SilenceWindow, 'endsAt'>): string {
  return `silenced until ${formatInstant(endsAt)}: ${comment}`;
}

/** What it says when the silence no longer holds for it; undefined for one that is known no more. */
export function unsilencedReason(silence: Silence | undefined, now: Date): string {
  if (silence === undefined) return 'the silence is over';
  const { comment, endedBy, state, window } = silence;
  if (state === 'active' && window !== null && window.endsAt > now)
    return `the silence no longer matches: ${comment}`;
  return endedBy === null
    ? `the silence is over: ${comment}`
    : `the silence was ended by ${endedBy}: ${comment}`;
}
