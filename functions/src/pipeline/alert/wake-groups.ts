import { type ChangeToTell, changeToTell } from '../../alerting/notify/change-to-tell.ts';
import { withheldWords } from '../../alerting/notify/withheld-words.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import type { AlertChange, AlertEntry } from './alert-changed.ts';
import { groupsOf, type RouteSource, routeSource } from './route-alert.ts';
import { WokenGroups } from './woken-groups.ts';
import { writeNotice } from './write-notice.ts';

/** What changed alerts mean to those who are told of them: all read, nothing written yet. */
export interface Wake {
  /** The groups of each alert, in the order of the changes. */
  readonly groupIds: readonly (readonly string[])[];
  /** Writes in timelines what nobody will be told; takes the alerts in the same order. */
  write(entries: readonly AlertEntry[]): void;
}

/** What one change means. */
interface Meaning {
  readonly groupIds: readonly string[];
  /** It was over before anybody was told. */
  readonly passed: boolean;
}

/**
 * Wakes the groups in which changed alerts are told, before the transaction that changes them writes: what is read here a
 * flush cannot change before the alerts are written. Begins that transaction anew after waking a group
 * ({@link WokenGroups.wakeOrGoOn}).
 *
 * An alert is routed when it first fires, and stays in its groups until it is over, so that whoever was told that it fires
 * is told that it does not. A change that is not told reads nothing. An alert in no group has no route: nobody is told.
 */
export async function wakeGroups(
  ctx: Ctx,
  transaction: MeteredTransaction,
  changes: readonly AlertChange[],
): Promise<Wake> {
  const groups = new WokenGroups(ctx, transaction);
  const source = routeSource(ctx, transaction);
  const meanings: Meaning[] = [];
  for (const change of changes) meanings.push(await heed(groups, source, change));
  groups.wakeOrGoOn();
  return {
    groupIds: meanings.map(({ groupIds }) => groupIds),
    write(entries) {
      entries.forEach((entry, index) => {
        if (meanings[index]?.passed !== true) return;
        const reason = withheldWords['over-before-told'];
        const key = ['over-before-told', entry.alert.eventCount];
        const nobody = { kind: 'withheld', channelId: null, deliveryId: null } as const;
        writeNotice(ctx, transaction, entry, { ...nobody, reason, key });
      });
    },
  };
}

async function heed(groups: WokenGroups, source: RouteSource, one: AlertChange): Promise<Meaning> {
  const { before, after, transitions } = one;
  const { groupIds } = after;
  const throughFiring = transitions.some(({ to }) => to === 'firing');
  const change = changeToTell(before?.state ?? null, after.state, throughFiring);
  if (change === null) return { groupIds, passed: false };
  if (groupIds.length > 0) return wakeKnown(groups, one, change);
  if (change !== 'fires' && change !== 'passed') return { groupIds, passed: false };
  const routed = await groupsOf(source, after, one.rule);
  if (change === 'passed') return { groupIds, passed: routed.length > 0 };
  for (const group of routed) {
    await groups.read(group.groupId);
    groups.wake(group.groupId, 'news', group);
  }
  return { groupIds: routed.map(({ groupId }) => groupId), passed: false };
}

/** Wakes the groups that an alert belongs to; of its end only those in which somebody was told that it fires. */
async function wakeKnown(
  groups: WokenGroups,
  { alertId, after: { groupIds } }: AlertChange,
  change: NonNullable<ChangeToTell>,
): Promise<Meaning> {
  for (const groupId of groupIds) await groups.read(groupId);
  const told = groupIds.filter((groupId) => groups.believes(groupId, alertId));
  const cause = change === 'acknowledged' ? 'acknowledged' : 'news';
  for (const groupId of change === 'over' ? told : groupIds) groups.wake(groupId, cause, null);
  return { groupIds, passed: change === 'over' && told.length === 0 };
}
