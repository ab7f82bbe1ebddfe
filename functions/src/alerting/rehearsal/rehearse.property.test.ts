import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rehearse } from './rehearse.ts';
import { minute, route, ruleOf, seriesOf, silenceOf, staged } from './testing/staged.ts';

const valuesArbitrary = fc.array(fc.option(fc.integer({ min: 0, max: 100 }), { freq: 6 }), { maxLength: 90 });

const ruleArbitrary = fc
  .record({
    forSeconds: fc.constantFrom(0, 120),
    recovery: fc.constantFrom(null, { threshold: 40 }, { forSeconds: 180 }),
    noData: fc.constantFrom(
      null,
      { policy: 'alert', afterSeconds: 240 },
      { policy: 'resolve', afterSeconds: 300 },
    ),
    condition: fc.constantFrom(
      { type: 'threshold', operator: '>', threshold: 60 },
      { type: 'threshold', operator: '>', threshold: 60, window: { seconds: 300, aggregate: 'p90' } },
      { type: 'change', against: 'last-day', by: 10, unit: 'absolute', window: { seconds: 600 } },
    ),
    notify: fc.constantFrom(
      route(),
      route({ groupBy: ['...'], groupWaitSeconds: 0, repeatIntervalSeconds: 600 }),
      route({ quietHours: { windows: [{ from: '12:10', to: '12:40' }] } }),
      route({ escalation: [{ afterSeconds: 300, channels: ['pager'] }] }),
    ),
  })
  .map(ruleOf);

const silenceArbitrary = fc
  .tuple(fc.integer({ min: -20, max: 80 }), fc.integer({ min: 1, max: 40 }))
  .map(([start, length]) =>
    silenceOf(`sil_${start}_${length}`, { startsAt: minute(start), endsAt: minute(start + length) }),
  );

const lax = { metricId: 'met_lax', labels: { airport: 'LAX' } };

const rehearsalArbitrary = fc
  .tuple(ruleArbitrary, valuesArbitrary, valuesArbitrary, fc.array(silenceArbitrary, { maxLength: 2 }))
  .map(([rule, one, other, silences]) => {
    const day = seriesOf(
      one.map((value) => value && value / 2),
      { start: -24 * 60 },
    );
    const atl = { ...seriesOf(one), points: [...day.points, ...seriesOf(one).points] };
    return staged(rule, [atl, seriesOf(other, lax)], { silences });
  });

describe('a rehearsal', () => {
  it('answers the same again', () => {
    fc.assert(
      fc.property(rehearsalArbitrary, (rehearsal) => {
        expect(rehearse(rehearsal)).toEqual(rehearse(rehearsal));
      }),
      { numRuns: 40 },
    );
  });

  it('does not look ahead: without what comes later, all up to then is the same', () => {
    fc.assert(
      fc.property(rehearsalArbitrary, fc.integer({ min: 0, max: 90 }), (rehearsal, cut) => {
        const to = minute(cut);
        const series = rehearsal.series.map((one) => ({
          ...one,
          points: one.points.filter(({ at }) => at <= to.getTime()),
        }));
        const isPast = ({ at }: { at: Date }) => at <= to;
        const whole = rehearse(rehearsal);
        const past = whole.timeline.filter(isPast).map((entry) => ({
          ...entry,
          sent: entry.sent.filter(isPast),
          withheld: entry.withheld.filter(isPast),
        }));
        const cutShort = rehearse({ ...rehearsal, series, to });
        expect(cutShort.timeline).toEqual(past);
        expect(cutShort.notifications).toEqual(whole.notifications.filter(isPast));
      }),
      { numRuns: 60 },
    );
  });

  it('has one chain of states for each alert, and tells of each notification at the alerts that it is about', () => {
    fc.assert(
      fc.property(rehearsalArbitrary, (rehearsal) => {
        const { timeline, notifications } = rehearse(rehearsal);
        const states = new Map<string, string>();
        for (const { alertId, from, to } of timeline) {
          expect(from).toBe(states.get(alertId) ?? 'inactive');
          states.set(alertId, to);
        }
        const counts = new Map<number, number>();
        for (const { notification } of timeline.flatMap(({ sent }) => sent)) {
          counts.set(notification, (counts.get(notification) ?? 0) + 1);
        }
        expect([...counts].sort(([a], [b]) => a - b)).toEqual(
          notifications.map(({ notification, alerts }) => [notification, alerts]),
        );
      }),
      { numRuns: 60 },
    );
  });
});
