import type { TellReason } from './flush-types.ts';

/** Why somebody is told, as a timeline says it. */
export const tellWords: Readonly<Record<TellReason, string>> = {
  'first-notification': 'first notification of its group',
  'new-alerts': 'new in its group',
  'all-resolved': 'all of its group is over',
  'new-resolved': 'something of its group is over',
  repeat: 'it still fires, and the repeat interval is over',
  escalation: 'nobody has acknowledged it in time',
  acknowledged: 'somebody takes care of it',
};
