import type { AlertRule } from '../../../contracts/alert-rule.ts';
import { createAlertRuleRequestSchema } from '../../../contracts/alert-rule.ts';
import type { Notify } from '../../../contracts/notify.ts';
import { notifySchema } from '../../../contracts/notify.ts';
import { type Silence, silenceSchema } from '../../../contracts/silence.ts';
import type { Rehearsal, RehearsedSeries } from '../rehearsal.ts';
import type { Rehearsed } from '../rehearse.ts';

/** Saturday noon, UTC. */
export const noon = Date.parse('2026-11-21T12:00:00Z');
export const minute = (n: number) => new Date(noon + n * 60_000);

/** A route to `slack`, or otherwise. */
export const route = (more: Partial<Parameters<typeof notifySchema.parse>[0] & object> = {}): Notify =>
  notifySchema.parse({ channels: ['slack'], ...more });

/** A rule "value above 60" that tells `slack`, or another. */
export const ruleOf = (more: object = {}): AlertRule => ({
  ...createAlertRuleRequestSchema.parse({
    name: 'Many departures',
    selector: { metric: 'departures' },
    condition: { type: 'threshold', operator: '>', threshold: 60 },
    notify: route(),
    ...more,
  }),
  ...{ status: null, createdAt: minute(0), updatedAt: minute(0), createdBy: 'user:ada' },
});

/** Values one minute apart from noon on, or from another minute; null where none came. */
export const seriesOf = (
  values: readonly (number | null)[],
  { metricId = 'met_atl', labels = { airport: 'ATL' }, start = 0 } = {},
): RehearsedSeries => ({
  metricId,
  metric: { key: 'departures', labels, unit: null },
  points: values.flatMap((value, index) =>
    value === null ? [] : [{ at: minute(start + index).getTime(), value }],
  ),
});

/** A rehearsal of the first two hours from noon on, with one channel that is there. */
export const staged = (
  rule: AlertRule,
  series: readonly RehearsedSeries[],
  more: Partial<Rehearsal> = {},
) => ({
  ...{ ruleId: 'rul_many', rule, series, policies: [], silences: [], inhibitions: [], others: [] },
  channels: [
    { channelId: 'slack', status: 'enabled', knowsAcknowledgement: false } as const,
    { channelId: 'pager', status: 'enabled', knowsAcknowledgement: false } as const,
  ],
  ...{ from: minute(0), to: minute(120) },
  ...more,
});

/** A timeline a line each: minute, states, then what was told (minute, channel, reason) and with `-` what was not. */
export const linesOf = ({ timeline }: Pick<Rehearsed, 'timeline'>): string[] =>
  timeline.map(({ at, from, to, sent, withheld }) =>
    [
      `${minutesOf(at)} ${from} → ${to}`,
      ...sent.map((one) => `${minutesOf(one.at)} ${one.channelId} ${one.reason}`),
      ...withheld.map((one) => `-${minutesOf(one.at)} ${one.channelId} ${one.reason}`),
    ].join('; '),
  );

const minutesOf = (at: Date): number => (at.getTime() - noon) / 60_000;

/** A silence for ATL, or another, of which only the times count. */
export const silenceOf = (
  silenceId: string,
  more: Partial<Silence> & Pick<Silence, 'startsAt' | 'endsAt'>,
) => ({
  silenceId,
  silence: silenceSchema.parse({
    matchers: [{ label: 'airport', operator: '=', value: 'ATL' }],
    ...{
      comment: 'closed',
      recurrence: null,
      state: 'scheduled',
      window: null,
      nextChangeAt: null,
      endedBy: null,
    },
    ...{ createdAt: minute(0), updatedAt: minute(0), createdBy: 'user:ada' },
    ...more,
  }),
});
