import type { z } from 'zod';
import type { AlertState } from '../../../contracts/alert.ts';
import { type Notify, notifySchema } from '../../../contracts/notify.ts';
import type { GroupAlert, GroupChannel, GroupState, Telling } from '../flush-types.ts';
import { type FlushPlan, planFlush } from '../plan-flush.ts';
import { planWake } from '../plan-wake.ts';

/** A route with the times of the tests: 30 s, 5 min, 4 h. */
export const route = (more: Partial<z.input<typeof notifySchema>> = {}): Notify =>
  notifySchema.parse({ channels: ['slack'], ...more });

/** A telling with its instant. */
export type Told = Telling & { readonly at: Date };

/** One group under a clock of its own: alerts change, and it is looked at whenever it asked to be. */
export class SimulatedGroup {
  now: Date;
  notify: Notify;
  group: GroupState = {
    dueAt: null,
    nextFlushAt: null,
    active: false,
    flushedAt: null,
    flushes: 0,
    channels: {},
    alerts: {},
  };
  readonly told: Told[] = [];
  readonly withheld: string[] = [];
  readonly plans: FlushPlan[] = [];
  readonly statuses = new Map<string, GroupChannel['status']>();
  readonly alerts = new Map<string, GroupAlert>();
  readonly #start: number;

  constructor(notify: Notify, start = Date.parse('2026-11-23T10:00:00Z')) {
    this.notify = notify;
    this.#start = start;
    this.now = new Date(start);
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (this.now.getTime() - this.#start) / 1_000;
  }

  /** Leads an alert to a state, and wakes the group as the transaction of the alert would. */
  set(alertId: string, state: AlertState, { fingerprint = alertId }: { fingerprint?: string } = {}): this {
    const muted = state === 'silenced' ? 'silenced' : null;
    this.alerts.set(alertId, { alertId, fingerprint, state, muted });
    if (state !== 'silenced') this.#wake(state === 'acknowledged' ? 'acknowledged' : 'news');
    return this;
  }

  /** Mutes an alert or not, of which nobody tells the group. */
  mute(alertId: string, muted: GroupAlert['muted']): this {
    const alert = this.alerts.get(alertId);
    if (alert !== undefined) this.alerts.set(alertId, { ...alert, muted });
    return this;
  }

  /** Goes on to an instant, in seconds since the beginning, looking at the group whenever it is time. */
  goTo(seconds: number): this {
    const end = new Date(this.#start + seconds * 1_000);
    let next = this.group.nextFlushAt;
    while (next !== null && next <= end) {
      if (next > this.now) this.now = next;
      this.flush();
      next = this.group.nextFlushAt;
    }
    this.now = end;
    return this;
  }

  /** Looks at the group now, as a task that is early, late or delivered twice may. */
  flush(): FlushPlan {
    const { now, notify, group } = this;
    const ids = [...notify.channels, ...notify.escalation.flatMap(({ channels }) => channels)];
    const plan = planFlush({
      now,
      notify,
      group,
      alerts: [...this.alerts.values()],
      channels: ids.map((channelId) => ({
        channelId,
        status: this.statuses.get(channelId) ?? 'enabled',
        knowsAcknowledgement: channelId.startsWith('pagerduty'),
      })),
      deliveryIdOf: (channelId, kind) => `${channelId} ${kind} ${group.flushes + 1}`,
    });
    this.group = plan.group;
    this.plans.push(plan);
    this.told.push(...plan.tellings.map((telling) => ({ ...telling, at: now })));
    const at = this.seconds;
    this.withheld.push(
      ...plan.withheld.map(({ alertId, channelId, reason }) => `${at} ${channelId} ${alertId}: ${reason}`),
    );
    return plan;
  }

  /** What was told, a line each: when, to whom, why, and of what. */
  get lines(): string[] {
    return this.told.map(({ at, channelId, reason, firing, resolved }) => {
      const parts = [`${(at.getTime() - this.#start) / 1_000} ${channelId} ${reason}:`, ...firing];
      return [...parts, ...resolved.map((id) => `-${id}`)].join(' ');
    });
  }

  #wake(cause: 'news' | 'acknowledged'): void {
    const isNew = this.group.flushedAt === null && this.group.dueAt === null;
    const times = planWake(isNew ? null : this.group, this.notify, cause, this.now);
    if (times !== null) this.group = { ...this.group, ...times };
  }
}
