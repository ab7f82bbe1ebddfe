import type { DocumentReference } from 'firebase-admin/firestore';
import { matchLabelsOf } from '../../alerting/matchers/match-labels-of.ts';
import { matches } from '../../alerting/matchers/matches.ts';
import type { GroupAlert, GroupChannel } from '../../alerting/notify/flush-types.ts';
import { inhibitedBy } from '../../alerting/notify/inhibited-by.ts';
import { openWindow } from '../../alerting/silences/apply-silences.ts';
import type { Alert } from '../../contracts/alert.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import type { Notify } from '../../contracts/notify.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import type { AlertEntry } from '../../pipeline/alert/alert-changed.ts';
import { parsedOrWarned } from '../../pipeline/alert/parsed-or-warned.ts';
import { readSilences } from '../../pipeline/alert/silences/read-silences.ts';
import { type Inhibitions, readInhibitions } from './inhibition-sources.ts';
import { groupAlertsMax } from './limits.ts';

/** What surrounds a group, read before the transaction: a change of it is seen by the next flush. */
export interface Surroundings {
  readonly notify: Notify;
  readonly routeName: string;
  readonly channels: ReadonlyMap<string, NotificationChannel>;
  readonly inhibitions: Inhibitions;
}

/** The alerts of a group, read in the transaction. */
export interface FlushedAlerts {
  readonly entries: ReadonlyMap<string, AlertEntry>;
  readonly alerts: readonly GroupAlert[];
  /** There are more open alerts than were read. */
  readonly isFull: boolean;
}

/** The route as it stands, or as it stood when it was last looked at where it is no more, so that ends are told. */
export async function readSurroundings(ctx: Ctx, group: NotificationGroup): Promise<Surroundings> {
  const { notify, name } = await currentRoute(ctx, group);
  const ids = [...notify.channels, ...notify.escalation.flatMap(({ channels }) => channels)];
  const documents = collection(ctx.db.firestore, ctx.orgId, 'notification_channels');
  const references = [...new Set(ids)].map((channelId) => documents.doc(channelId));
  const [found, inhibitions] = await Promise.all([ctx.db.getAll(references), readInhibitions(ctx)]);
  const channels = new Map(
    found.flatMap((snapshot) => {
      const channel = parsedOrWarned(ctx, snapshot);
      return channel === undefined ? [] : [[snapshot.id, channel] as const];
    }),
  );
  return { notify, routeName: name, channels, inhibitions };
}

async function currentRoute(
  ctx: Ctx,
  { route, notify }: NotificationGroup,
): Promise<{ readonly notify: Notify; readonly name: string }> {
  const { firestore } = ctx.db;
  const name = route.kind === 'rule' ? 'alert_rules' : 'notification_policies';
  const reference = collection(firestore, ctx.orgId, name).doc(route.id) as DocumentReference<{
    name: string;
    notify: Notify | null;
  }>;
  const current = parsedOrWarned(ctx, await ctx.db.get(reference));
  return { notify: current?.notify ?? notify, name: current?.name ?? route.name };
}

/** How a flush sees the channels of a route. */
export function groupChannels({ notify, channels }: Surroundings): readonly GroupChannel[] {
  const ids = [...notify.channels, ...notify.escalation.flatMap((step) => step.channels)];
  return ids.map((channelId) => {
    const channel = channels.get(channelId);
    if (channel === undefined) return { channelId, status: 'missing', knowsAcknowledgement: false };
    const status = channel.enabled ? 'enabled' : 'disabled';
    return { channelId, status, knowsAcknowledgement: channel.settings.type === 'pagerduty' };
  });
}

/**
 * The alerts of a group: those that are open (query: `groupIds` contains the group, and `open`, in order of `startedAt`),
 * and those of which a channel believes that they fire. Silences are asked for those that are over: an open alert knows its
 * own.
 */
export async function readAlerts(
  ctx: Ctx,
  transaction: MeteredTransaction,
  groupId: string,
  group: NotificationGroup,
  inhibitions: Inhibitions,
): Promise<FlushedAlerts> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const open = await transaction.query(
    alerts
      .where('groupIds', 'array-contains', groupId)
      .where('open', '==', true)
      .orderBy('startedAt')
      .limit(groupAlertsMax + 1),
  );
  const entries = new Map<string, AlertEntry>(
    open.slice(0, groupAlertsMax).map((one) => [one.id, { alertId: one.id, alert: one.data() }]),
  );
  const believed = new Set(Object.values(group.channels).flatMap(({ firing }) => firing));
  const missing = [...believed].filter((alertId) => !entries.has(alertId));
  for (const found of await Promise.all(missing.map((alertId) => transaction.get(alerts.doc(alertId))))) {
    const alert = found.data();
    if (alert?.groupIds.includes(groupId)) entries.set(found.id, { alertId: found.id, alert });
  }
  const over = [...entries.values()].filter(({ alert }) => !alert.open);
  const isSilenced = over.length > 0 ? await silencer(ctx, transaction) : () => false;
  return {
    entries,
    alerts: [...entries.values()].map((entry) => seen(entry, inhibitions, isSilenced)),
    isFull: open.length > groupAlertsMax,
  };
}

function seen(
  { alertId, alert }: AlertEntry,
  { rules, sources }: Inhibitions,
  isSilenced: (alert: Alert) => boolean,
): GroupAlert {
  const { fingerprint, state } = alert;
  const silenced = state === 'silenced' || (!alert.open && isSilenced(alert));
  const inhibited = !silenced && inhibitedBy(matchLabelsOf(alert), rules, sources) !== null;
  return { alertId, fingerprint, state, muted: silenced ? 'silenced' : inhibited ? 'inhibited' : null };
}

async function silencer(ctx: Ctx, transaction: MeteredTransaction): Promise<(alert: Alert) => boolean> {
  const known = await readSilences(ctx, transaction);
  const holding = known.filter(({ silence }) => openWindow(silence, ctx.now) !== null);
  return (alert) => holding.some(({ silence }) => matches(silence.matchers, matchLabelsOf(alert)));
}
