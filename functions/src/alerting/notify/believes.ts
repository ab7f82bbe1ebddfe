import type { GroupState } from './flush-types.ts';

/** Whether a channel of a group believes that an alert fires, or takes it for the episode before. */
export function believes(
  { channels, alerts }: Pick<GroupState, 'channels' | 'alerts'>,
  alertId: string,
): boolean {
  const withheld = Object.values(alerts[alertId]?.withheld ?? {});
  return (
    withheld.includes('already-told') ||
    Object.values(channels).some(({ firing }) => firing.includes(alertId))
  );
}
