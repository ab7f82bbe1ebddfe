import { isOpen } from '../lifecycle.ts';
import { type ChangeToTell, changeToTell } from '../notify/change-to-tell.ts';
import type { GroupAlert, GroupState } from '../notify/flush-types.ts';
import { groupLabelsOf } from '../notify/group-labels-of.ts';
import { inhibitedBy, inhibitingStates } from '../notify/inhibited-by.ts';
import { planFlush } from '../notify/plan-flush.ts';
import { planWake, type WakeCause } from '../notify/plan-wake.ts';
import { type Route, routesOf } from '../notify/routes-of.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { RehearsedAlert, RehearsedAlerts, RehearsedChange } from './rehearsed-alerts.ts';
import type { RehearsedSilences } from './rehearsed-silences.ts';
import type { Timeline } from './timeline.ts';

interface Group {
  readonly groupId: string;
  readonly route: Route;
  state: GroupState;
  /** Nothing was to be told of it yet. */
  isNew: boolean;
}

const idle: GroupState = {
  ...{ dueAt: null, nextFlushAt: null, active: false, flushedAt: null },
  ...{ flushes: 0, channels: {}, alerts: {} },
};

/** What the groups know besides themselves. */
export interface Surroundings {
  readonly rehearsal: Rehearsal;
  readonly alerts: RehearsedAlerts;
  readonly silences: RehearsedSilences;
  readonly timeline: Timeline;
}

/** The notification groups of a rehearsal, woken and flushed as the pipeline does. Nobody acknowledges anything. */
export class RehearsedGroups {
  readonly #around: Surroundings;
  readonly #groups = new Map<string, Group>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** When the next of them is to be looked at. */
  get nextFlushAt(): Date | null {
    return [...this.#groups.values()].reduce<Date | null>(
      (next, { state: { nextFlushAt: at } }) => (at !== null && (next === null || at < next) ? at : next),
      null,
    );
  }

  /** What a change means to those who are told: as `pipeline/alert/wake-groups`. Answers the alert with its groups. */
  heed({ before, after, transitions }: RehearsedChange, now: Date): RehearsedAlert {
    const throughFiring = transitions.some(({ to }) => to === 'firing');
    const change = changeToTell(before?.snapshot.state ?? null, after.snapshot.state, throughFiring);
    if (change === null) return after;
    if (after.groupIds.length > 0) return this.#wakeKnown(after, change, now);
    if (change !== 'fires' && change !== 'passed') return after;
    const routed = this.#groupsOf(after);
    if (change === 'passed') {
      if (routed.length > 0) this.#passed(after, now);
      return after;
    }
    for (const group of routed) wake(group, 'news', now);
    return { ...after, groupIds: routed.map(({ groupId }) => groupId) };
  }

  /** Looks at the groups that are due. */
  flush(now: Date): void {
    for (const group of this.#groups.values()) {
      const { nextFlushAt } = group.state;
      if (nextFlushAt !== null && nextFlushAt <= now) this.#flushGroup(group, now);
    }
  }

  #wakeKnown(alert: RehearsedAlert, change: NonNullable<ChangeToTell>, now: Date): RehearsedAlert {
    const groups = alert.groupIds.flatMap((groupId) => this.#groups.get(groupId) ?? []);
    const told = groups.filter(({ state }) => believed(state).has(alert.alertId));
    const cause = change === 'acknowledged' ? 'acknowledged' : 'news';
    for (const group of change === 'over' ? told : groups) wake(group, cause, now);
    if (change === 'over' && told.length === 0) this.#passed(alert, now);
    return alert;
  }

  #passed({ alertId }: RehearsedAlert, now: Date): void {
    this.#around.timeline.withheld(now, { alertId, channelId: null, reason: 'over-before-told' });
  }

  #groupsOf({ labels }: RehearsedAlert): readonly Group[] {
    const { ruleId, rule, policies } = this.#around.rehearsal;
    const { name, notify } = rule;
    const own = notify === null ? null : ({ kind: 'rule', id: ruleId, name, notify } as const);
    return routesOf(labels, own, policies).routes.map((route) => {
      const groupId = JSON.stringify([route.kind, route.id, groupLabelsOf(labels, route.notify)]);
      const group = this.#groups.get(groupId) ?? { groupId, route, state: idle, isNew: true };
      this.#groups.set(groupId, group);
      return group;
    });
  }

  #flushGroup(group: Group, now: Date): void {
    const { timeline, rehearsal } = this.#around;
    const { groupId, route, state } = group;
    const plan = planFlush({
      ...{ now, notify: route.notify, group: state, channels: rehearsal.channels },
      alerts: this.#alertsOf(group, now),
      deliveryIdOf: (channelId, kind) => JSON.stringify([groupId, channelId, state.flushes + 1, kind]),
    });
    group.state = plan.group;
    for (const telling of plan.tellings) timeline.told(now, telling);
    for (const one of plan.withheld) timeline.withheld(now, one);
  }

  /** Open alerts of the group, oldest first, and those over of which a channel believes that they fire. */
  #alertsOf({ groupId, state }: Group, now: Date): readonly GroupAlert[] {
    const { alerts } = this.#around;
    const open = alerts
      .open()
      .filter(({ groupIds }) => groupIds.includes(groupId))
      .sort((a, b) => a.snapshot.startedAt.getTime() - b.snapshot.startedAt.getTime());
    const known = new Set(open.map(({ alertId }) => alertId));
    const over = [...believed(state)].flatMap((alertId) =>
      known.has(alertId) ? [] : (alerts.get(alertId) ?? []),
    );
    return [...open, ...over].map((alert) => this.#seen(alert, now));
  }

  #seen({ alertId, fingerprint, labels, snapshot: { state } }: RehearsedAlert, now: Date): GroupAlert {
    const silenced = state === 'silenced' || (!isOpen(state) && this.#around.silences.mutes(labels, now));
    const inhibited = !silenced && this.#isInhibited(labels, now);
    return { alertId, fingerprint, state, muted: silenced ? 'silenced' : inhibited ? 'inhibited' : null };
  }

  #isInhibited(labels: RehearsedAlert['labels'], now: Date): boolean {
    const { inhibitions, others } = this.#around.rehearsal;
    if (inhibitions.length === 0) return false;
    const own = this.#around.alerts
      .open()
      .filter(({ snapshot }) => inhibitingStates.includes(snapshot.state));
    const foreign = others.filter(({ from, to }) => from <= now && (to === null || to > now));
    return inhibitedBy(labels, inhibitions, [...own, ...foreign]) !== null;
  }
}

function wake(group: Group, cause: WakeCause, now: Date): void {
  const times = planWake(group.isNew ? null : group.state, group.route.notify, cause, now);
  if (times === null) return;
  group.isNew = false;
  group.state = { ...group.state, ...times };
}

const believed = ({ channels }: GroupState): ReadonlySet<string> =>
  new Set(Object.values(channels).flatMap(({ firing }) => firing));
