import { formatInstant } from '../../../alerting/format.ts';
import type { Silence } from '../../../contracts/silence.ts';

/** What the timeline of an alert says when a silence begins for it. */
export function silencedReason({ comment, window, endsAt }: Silence): string {
  return `silenced until ${formatInstant(window?.endsAt ?? endsAt)}: ${comment}`;
}

/** What it says when the silence no longer holds for it. */
export function unsilencedReason({ comment, state, endedBy }: Silence): string {
  if (state === 'active') return `the silence no longer matches: ${comment}`;
  return endedBy === null
    ? `the silence is over: ${comment}`
    : `the silence was ended by ${endedBy}: ${comment}`;
}
