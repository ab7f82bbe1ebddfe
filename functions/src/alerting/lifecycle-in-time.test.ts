import { describe, expect, it } from 'vitest';
import { decide } from './lifecycle.ts';
import { acknowledged, check, firing, minute, pending, policy, resolved } from './testing/episodes.ts';

describe('calm for a time, and silence', () => {
  it('keepFiringSeconds: a firing alert ends once it has been calm for so long in time of the data, without a breach', () => {
    const kept = { ...policy, keepFiringSeconds: 600 };
    for (const latest of [firing, acknowledged]) {
      const calm = decide(latest, check('clear', 20), kept).snapshot;
      expect(calm).toMatchObject({
        state: latest.state,
        calmSince: minute(20),
        evaluatedThrough: minute(20),
      });
      expect(calm?.reason).toBe('clear at 20, but has not been calm for long enough');
      const later = decide(calm, check('clear', 29), kept).snapshot;
      expect(later).toMatchObject({ state: latest.state, calmSince: minute(20) });
      expect(decide(later, check('clear', 30), kept).snapshot).toMatchObject({
        state: 'resolved',
        resolvedAt: minute(30),
        calmSince: null,
      });
      const breached = decide(later, check('breached', 29.5), kept).snapshot;
      expect(breached).toMatchObject({ state: latest.state, calmSince: null });
      expect(decide(breached, check('clear', 30), kept).snapshot?.state).toBe(latest.state);
    }
  });

  it('keepFiringSeconds: doubt neither counts as calm nor begins it anew, and a value short of recovery does', () => {
    const kept = { ...policy, keepFiringSeconds: 600, recovery: { threshold: 50, side: 'below' } } as const;
    const calm = decide(firing, check('clear', 20, 40), kept).snapshot;
    const doubted = decide(calm, check('undecided', 25, null), kept).snapshot;
    expect(doubted).toMatchObject({ state: 'firing', calmSince: minute(20) });
    expect(decide(doubted, check('clear', 30, 40), kept).snapshot?.state).toBe('resolved');
    expect(decide(calm, check('clear', 25, 55), kept).snapshot).toMatchObject({
      state: 'firing',
      calmSince: null,
    });
    expect(decide(pending, check('clear', 5, 40), kept).snapshot?.state).toBe('inactive');
  });

  const silent = { ...check('no-data', 40, null), through: minute(12) };

  it('noData resolve: ends what is open, and leaves the data that comes afterwards to be judged', () => {
    const resolving = { ...policy, noData: 'resolve' } as const;
    expect(decide(pending, silent, resolving).snapshot).toMatchObject({ state: 'inactive' });
    const { snapshot, transition } = decide(firing, silent, resolving);
    expect(snapshot).toEqual({
      ...firing,
      state: 'resolved',
      reason: 'no-data at 40',
      resolvedAt: minute(40),
      undecidedAt: minute(40),
    });
    expect(transition).toMatchObject({ from: 'firing', to: 'resolved', at: minute(40) });
    expect(decide(snapshot, silent, resolving).snapshot).toBe(snapshot);
    expect(decide(snapshot, check('breached', 13), resolving).snapshot).toMatchObject({
      state: 'pending',
      startedAt: minute(13),
    });
    expect(decide(null, silent, resolving).snapshot).toBeNull();
  });

  it('noData alert: fires, opens an episode where none is, once, and leaves the data to be judged', () => {
    const alerting = { ...policy, noData: 'alert' } as const;
    const { snapshot: opened, transition } = decide(null, silent, alerting);
    expect(transition).toMatchObject({ from: 'inactive', to: 'firing', at: minute(40) });
    expect(opened).toMatchObject({
      state: 'firing',
      startedAt: minute(40),
      firedAt: minute(40),
      evaluatedThrough: minute(12),
      undecidedAt: minute(40),
    });
    expect(decide(opened, silent, alerting).snapshot).toBe(opened);
    expect(decide(pending, silent, alerting).snapshot).toMatchObject({
      state: 'firing',
      startedAt: minute(0),
    });
    expect(decide(firing, silent, alerting).snapshot).toMatchObject({
      state: 'firing',
      undecidedAt: minute(40),
    });
    const over = decide(opened, check('clear', 13), alerting).snapshot;
    expect(over).toMatchObject({ state: 'resolved', resolvedAt: minute(13) });
    expect(decide(over, silent, alerting).snapshot).toBe(over);
    expect(decide(resolved, silent, alerting).snapshot).toMatchObject({
      state: 'firing',
      startedAt: minute(40),
    });
    expect(decide(null, silent, { ...alerting, freshFrom: minute(41) }).snapshot).toBeNull();
    expect(decide(pending, silent, { ...alerting, freshFrom: minute(41) }).snapshot?.state).toBe('pending');
  });
});
