import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../contracts/alert.ts';
import type { Notify } from '../../contracts/notify.ts';
import { timeWindowsSchema } from '../../contracts/time-windows.ts';
import { quietUntil } from './quiet-until.ts';
import { route, SimulatedGroup } from './testing/simulated-group.ts';

const ids = ['a', 'b', 'c'] as const;
const channelIds = ['slack', 'pagerduty', 'lead'] as const;

/** What can happen to a group, each followed by some seconds in which nothing does. */
type Step = readonly [what: (group: SimulatedGroup) => void, seconds: number];

const moves: Readonly<Record<string, readonly AlertState[]>> = {
  none: ['firing', 'silenced'],
  firing: ['acknowledged', 'silenced', 'resolved'],
  acknowledged: ['firing', 'silenced', 'resolved'],
  silenced: ['firing', 'acknowledged', 'resolved'],
  resolved: ['firing', 'silenced'],
};

/** An alert goes along an edge of the lifecycle; after its end there is another episode, or the same again. */
const change = fc
  .record({ slot: fc.constantFrom(...ids), edge: fc.nat(), again: fc.boolean() })
  .map(({ slot, edge, again }) => (group: SimulatedGroup) => {
    const episodes = [...group.alerts.values()].filter(({ fingerprint }) => fingerprint === slot);
    const latest = episodes.at(-1);
    const edges = moves[latest?.state ?? 'none'] ?? [];
    const state = edges[edge % edges.length];
    if (state === undefined) return;
    const opens = latest === undefined || (latest.state === 'resolved' && !again);
    group.set(opens ? `${slot}${episodes.length}` : latest.alertId, state, { fingerprint: slot });
  });

const inhibition = fc
  .record({ slot: fc.constantFrom(...ids), inhibited: fc.boolean() })
  .map(({ slot, inhibited }) => (group: SimulatedGroup) => {
    for (const { alertId, fingerprint, state } of group.alerts.values()) {
      if (fingerprint !== slot || state === 'silenced') continue;
      group.mute(alertId, inhibited ? 'inhibited' : null);
    }
  });

const status = fc
  .record({
    channelId: fc.constantFrom(...channelIds),
    to: fc.constantFrom('enabled', 'disabled', 'missing'),
  })
  .map(
    ({ channelId, to }) =>
      (group: SimulatedGroup) =>
        void group.statuses.set(channelId, to),
  );

const early = fc.constant((group: SimulatedGroup) => void group.flush());

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(
    fc.oneof({ weight: 6, arbitrary: change }, inhibition, status, early),
    fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constantFrom(300, 1_800, 20_000)),
  ),
  { maxLength: 30 },
);

const routes = fc.record({
  channels: fc.constantFrom<string[][]>(['slack'], ['slack', 'pagerduty']),
  groupWaitSeconds: fc.constantFrom(0, 30),
  groupIntervalSeconds: fc.constantFrom(60, 300),
  repeatIntervalSeconds: fc.constantFrom(600, 14_400),
  sendResolved: fc.boolean(),
  escalation: fc.constantFrom<Notify['escalation'][]>([], [{ afterSeconds: 120, channels: ['lead'] }]),
  quietHours: fc.constantFrom(null, timeWindowsSchema.parse({ windows: [{ from: '10:30', to: '11:00' }] })),
});

const given = (check: (group: SimulatedGroup, steps: readonly Step[]) => void) =>
  fc.assert(
    fc.property(routes, steps, (notify, steps) => check(new SimulatedGroup(route(notify)), steps)),
    { numRuns: 200 },
  );

/** Channels that are told first believe the alert to fire, or its reason is known. */
const isAnswered = (group: SimulatedGroup, alertId: string): boolean =>
  group.notify.channels.every(
    (channelId) =>
      group.group.channels[channelId]?.firing.includes(alertId) === true ||
      group.group.alerts[alertId]?.withheld[channelId] !== undefined,
  );

describe('whatever happens to a group', () => {
  it('leaves no alert that fires untold, past groupWait or groupInterval, without a reason', () => {
    given((group, steps) => {
      const { groupWaitSeconds, groupIntervalSeconds, quietHours } = group.notify;
      const patience = Math.max(groupWaitSeconds, groupIntervalSeconds);
      const since = new Map<string, number>();
      for (const [what, seconds] of steps) {
        what(group);
        const begins = group.seconds;
        for (const { alertId, state } of group.alerts.values()) {
          if (state !== 'firing') since.delete(alertId);
          else if (!since.has(alertId)) since.set(alertId, begins);
        }
        group.goTo(begins + seconds);
        for (const [alertId, start] of since) {
          if (group.seconds - start >= patience) expect(isAnswered(group, alertId)).toBe(true);
        }
      }
      group.goTo(group.seconds + 4_000);
      const quiet = quietUntil(quietHours, group.now) !== null;
      for (const { alertId, state, muted } of group.alerts.values()) {
        if (state !== 'firing' || muted !== null || quiet) continue;
        for (const channelId of group.notify.channels) {
          if ((group.statuses.get(channelId) ?? 'enabled') !== 'enabled') continue;
          const last = group.plans.at(-1)?.channels.find((plan) => plan.channelId === channelId);
          expect([...(last?.log?.firing ?? []), ...(last?.carried ?? [])]).toContain(alertId);
        }
      }
    });
  });

  it('tells of the end of whatever a channel believes to fire, or says why not', () => {
    given((group, steps) => {
      for (const [what, seconds] of steps) {
        what(group);
        group.goTo(group.seconds + seconds);
      }
      group.goTo(group.seconds + 4_000);
      for (const { firing } of Object.values(group.group.channels)) {
        for (const alertId of firing) {
          const alert = group.alerts.get(alertId);
          if (alert?.state !== 'resolved') continue;
          const goesOn = [...group.alerts.values()].some(
            ({ fingerprint, state }) => fingerprint === alert.fingerprint && state !== 'resolved',
          );
          expect(goesOn).toBe(true);
        }
      }
      for (const { channelId, firing, at } of group.told) {
        for (const alertId of firing) {
          if (group.alerts.get(alertId)?.state !== 'resolved') continue;
          const told = group.told.some(
            (later) => later.at >= at && later.channelId === channelId && later.resolved.includes(alertId),
          );
          const explained = group.withheld.some((line) => line.includes(` ${channelId} ${alertId}: `));
          const fingerprint = group.alerts.get(alertId)?.fingerprint;
          const carried = group.withheld.some(
            (line) => line.includes(` ${channelId} ${fingerprint}`) && line.endsWith('already-told'),
          );
          const dropped = [...group.told].some(
            (later) => later.at > at && later.channelId === channelId && !later.firing.includes(alertId),
          );
          expect(told || explained || carried || dropped).toBe(true);
        }
      }
    });
  });

  it('tells nothing a second time at the same instant, and looks again only later', () => {
    given((group, steps) => {
      for (const [what, seconds] of steps) {
        what(group);
        group.goTo(group.seconds + seconds);
        group.flush();
        const after = group.group;
        expect(after.nextFlushAt === null || after.nextFlushAt > group.now).toBe(true);
        expect(group.flush().tellings).toEqual([]);
        expect(group.group).toEqual(after);
      }
    });
  });

  it('gives a reason for each channel, tells each at most once a flush of alerts, and lists no alert twice', () => {
    given((group, steps) => {
      for (const [what, seconds] of steps) {
        what(group);
        group.goTo(group.seconds + seconds);
      }
      for (const { channels, tellings } of group.plans) {
        for (const { reason, tellings } of channels) {
          expect(reason).not.toBe('');
          expect(tellings.filter(({ kind }) => kind !== 'acknowledged').length).toBeLessThanOrEqual(1);
        }
        for (const { firing, resolved, news } of tellings) {
          expect(new Set([...firing, ...resolved]).size).toBe(firing.length + resolved.length);
          expect([...firing, ...resolved]).toEqual(expect.arrayContaining([...news]));
          expect(news.length).toBeGreaterThan(0);
        }
      }
    });
  });

  it('decides the same when the same happens', () => {
    given((group, steps) => {
      const other = new SimulatedGroup(group.notify);
      for (const one of [group, other]) {
        for (const [what, seconds] of steps) {
          what(one);
          one.goTo(one.seconds + seconds);
        }
      }
      expect(other.told).toEqual(group.told);
      expect(other.withheld).toEqual(group.withheld);
      expect(other.group).toEqual(group.group);
    });
  });

  it('tells a series that flaps within a group interval once that it fires, and once that it is over', () => {
    const flaps = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(flaps, (waits) => {
        const group = new SimulatedGroup(route()).set('e0', 'firing', { fingerprint: 's' }).goTo(30);
        for (const [n, seconds] of waits.entries()) {
          group.set(`e${n}`, 'resolved', { fingerprint: 's' }).goTo(group.seconds + seconds);
          group.set(`e${n + 1}`, 'firing', { fingerprint: 's' });
        }
        group.set(`e${waits.length}`, 'resolved', { fingerprint: 's' }).goTo(10_000);
        expect(group.lines).toEqual(['30 slack first-notification: e0', '330 slack all-resolved: -e0']);
      }),
    );
  });
});
