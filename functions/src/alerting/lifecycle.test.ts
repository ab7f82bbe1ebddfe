import { describe, expect, it } from 'vitest';
import type { Check } from './check.ts';
import { decide, type Policy, type Snapshot } from './lifecycle.ts';
import { acknowledged, check, firing, minute, pending, policy, resolved } from './testing/episodes.ts';

const endedByHand: Snapshot = {
  ...resolved,
  resolvedBy: 'user:ada',
  awaitsClear: true,
  evaluatedThrough: minute(10),
};
const inactive: Snapshot = { ...pending, state: 'inactive', evaluatedThrough: minute(5) };

describe('decide', () => {
  it.each([pending, firing, acknowledged, resolved, inactive])(
    'ignores a check that is not newer: $state',
    (latest) => {
      for (const verdict of ['breached', 'clear', 'no-data', 'undecided'] as const) {
        const at = { ...check(verdict, 0), at: latest.evaluatedThrough };
        expect(decide(latest, at, policy)).toEqual({ snapshot: latest, transition: null });
        expect(decide(latest, at, policy).snapshot).toBe(latest);
      }
    },
  );

  it('opens the next episode with a start of its own and nothing of the one before', () => {
    const before = {
      ...resolved,
      acknowledgedAt: minute(11),
      acknowledgedBy: 'user:ada',
      anomalyId: 'ano_1',
    };
    expect(decide(before, check('breached', 30), policy).snapshot).toEqual({
      ...pending,
      reason: 'breached at 30',
      startedAt: minute(30),
      evaluatedThrough: minute(30),
    });
  });

  it('opens an episode after an end by hand once a check has been clear, be it of data from before that end', () => {
    const armed = decide(endedByHand, check('clear', 15), policy).snapshot;
    expect(armed).toEqual({ ...endedByHand, awaitsClear: false, evaluatedThrough: minute(15) });
    expect(decide(armed, check('breached', 15), policy).snapshot).toBe(armed);
    expect(decide(armed, check('breached', 21), policy).snapshot).toMatchObject({
      state: 'pending',
      startedAt: minute(21),
      resolvedBy: null,
    });
  });

  it('keeps state and evaluatedThrough in doubt, says so, and still judges data that arrives afterwards', () => {
    const doubted = decide(firing, check('undecided', 30, null), policy).snapshot;
    expect(doubted).toEqual({ ...firing, reason: 'undecided at 30', undecidedAt: minute(30) });
    expect(decide(doubted, check('undecided', 30, null), policy).snapshot).toBe(doubted);
    expect(decide(doubted, check('no-data', 29, null), policy).snapshot).toBe(doubted);
    expect(decide(doubted, check('clear', 20), policy).snapshot?.state).toBe('resolved');
  });

  it('keeps the evidence when the end brings none, and takes newer evidence', () => {
    const crossing = { probability: 0.9, at: minute(60), earliest: null, latest: null, forecastId: 'fct_1' };
    const opened = decide(null, { ...check('breached', 0), crossing, anomalyId: 'ano_1' }, policy).snapshot;
    expect(opened).toMatchObject({ crossing, anomalyId: 'ano_1' });
    const ended = decide(opened, check('clear', 5), policy).snapshot;
    expect(ended).toMatchObject({ state: 'inactive', crossing, anomalyId: 'ano_1' });
    const newer = { ...crossing, probability: 0.95 };
    expect(decide(opened, { ...check('breached', 5), crossing: newer }, policy).snapshot?.crossing).toEqual(
      newer,
    );
  });
});

/** For each field a value other than in `policy`, and a check that comes out differently for it alone. */
const flips: { [K in keyof Policy]-?: { to: Policy[K]; latest: Snapshot; check: Check } } = {
  forSeconds: { to: 601, latest: pending, check: check('breached', 10) },
  recovery: { to: { threshold: 50, side: 'below' }, latest: firing, check: check('clear', 30, 55) },
  keepFiringSeconds: { to: 60, latest: firing, check: check('clear', 30) },
  noData: { to: 'resolve', latest: firing, check: check('no-data', 30, null) },
  freshFrom: { to: minute(31), latest: pending, check: check('breached', 30) },
  reopenAfterSeconds: { to: 600, latest: endedByHand, check: check('breached', 30) },
};

describe('each policy field alone', () => {
  it.each(Object.keys(flips) as (keyof Policy)[])('%s, flipped, changes a decision', (field) => {
    const { to, latest, check: seen } = flips[field];
    const before = decide(latest, seen, policy).snapshot;
    const after = decide(latest, seen, { ...policy, [field]: to }).snapshot;
    expect(after?.state).not.toBe(before?.state);
  });

  it.each([
    [3_599, 'resolved'],
    [3_600, 'pending'],
  ])('reopenAfterSeconds: %i seconds after an end by hand a breach leaves %s', (seconds, state) => {
    const at = new Date(minute(20).getTime() + seconds * 1_000);
    expect(decide(endedByHand, { ...check('breached', 0), at }, policy).snapshot?.state).toBe(state);
  });

  it('forSeconds: at 0 a breach fires at once, in one step', () => {
    const { snapshot, transition } = decide(null, check('breached', 30), { ...policy, forSeconds: 0 });
    expect(transition).toMatchObject({ from: 'inactive', to: 'firing', at: minute(30) });
    expect(snapshot).toMatchObject({ state: 'firing', startedAt: minute(30), firedAt: minute(30) });
  });

  it('forSeconds: is measured from the first breach in time of the data', () => {
    expect(decide(pending, check('breached', 10), { ...policy, forSeconds: 601 }).snapshot?.state).toBe(
      'pending',
    );
    expect(decide(pending, check('breached', 10), { ...policy, forSeconds: 599 }).snapshot?.state).toBe(
      'firing',
    );
  });

  it.each([
    ['below', 50, 51, 'firing'],
    ['below', 50, 50, 'resolved'],
    ['below', 50, 49, 'resolved'],
    ['above', 50, 49, 'firing'],
    ['above', 50, 50, 'resolved'],
    ['above', 50, 51, 'resolved'],
  ] as const)(
    'recovery %s %i: a clear value of %i makes a firing alert %s',
    (side, threshold, value, state) => {
      const withRecovery = { ...policy, recovery: { threshold, side } };
      for (const latest of [firing, acknowledged]) {
        const { snapshot } = decide(latest, check('clear', 30, value), withRecovery);
        expect(snapshot?.state).toBe(state === 'firing' ? latest.state : state);
        expect(snapshot?.evaluatedThrough).toEqual(minute(30));
      }
    },
  );

  it('recovery: says what is waited for, and does not hold a pending alert', () => {
    const withRecovery = { ...policy, recovery: { threshold: 50, side: 'below' } } as const;
    expect(decide(firing, check('clear', 30, 55), withRecovery).snapshot?.reason).toBe(
      'clear at 30, but has not recovered to 50',
    );
    expect(decide(pending, check('clear', 30, 55), withRecovery).snapshot?.state).toBe('inactive');
  });

  it('freshFrom: older data neither opens an episode nor makes one fire, but continues and ends one', () => {
    const late = { ...policy, freshFrom: minute(31) };
    expect(decide(null, check('breached', 30), late).snapshot).toBeNull();
    expect(decide(resolved, check('breached', 30), late).snapshot).toBe(resolved);
    expect(decide(pending, check('breached', 30), late).snapshot).toMatchObject({
      state: 'pending',
      evaluatedThrough: minute(30),
    });
    expect(decide(firing, check('clear', 30), late).snapshot?.state).toBe('resolved');
    expect(decide(pending, check('breached', 31), late).snapshot?.state).toBe('firing');
  });
});
