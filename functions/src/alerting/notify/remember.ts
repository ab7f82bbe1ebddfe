import type { GroupAlertMemory } from '../../contracts/notification-group.ts';
import type { Clocks } from './escalation-clocks.ts';
import type { ChannelPlan, GroupAlert, GroupState, Withheld } from './flush-types.ts';

/** What a group remembers of its alerts after a flush, and what is withheld that was not so before. */
export interface Remembered {
  readonly memory: GroupState['alerts'];
  readonly withheld: readonly Withheld[];
}

/**
 * Keeps for each alert and channel the reason for which it was last withheld, so that a timeline says each once: again
 * only when it has changed or the channel was told in between. What is over is said in any case, once.
 *
 * @param kept open alerts, and those over of which a channel does not know so yet
 */
export function remember(
  { alerts }: Pick<GroupState, 'alerts'>,
  kept: readonly GroupAlert[],
  open: readonly GroupAlert[],
  clocks: Clocks,
  plans: readonly ChannelPlan[],
): Remembered {
  const isOpen = new Set(open.map(({ alertId }) => alertId));
  const reasons = new Map<string, GroupAlertMemory['withheld']>(
    kept.map(({ alertId }) => [alertId, { ...alerts[alertId]?.withheld }]),
  );
  for (const { channelId, tellings } of plans) {
    for (const alertId of tellings.flatMap(({ news }) => news)) delete reasons.get(alertId)?.[channelId];
  }
  const withheld = plans
    .flatMap((plan) => plan.withheld)
    .filter(({ alertId, channelId, reason }) => {
      const known = reasons.get(alertId);
      if (known === undefined || !isOpen.has(alertId)) return true;
      const said = known[channelId] === reason;
      known[channelId] = reason;
      return !said;
    });
  const memory = Object.fromEntries(
    [...reasons].map(([alertId, withheld]) => {
      const toldAt = isOpen.has(alertId) ? clocks.get(alertId) : alerts[alertId]?.toldAt;
      return [alertId, { toldAt: toldAt ?? null, withheld }];
    }),
  );
  return { memory, withheld };
}
