import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from './check.ts';
import { foldChecks } from './fold-checks.ts';
import { isOpen, type Policy, type Snapshot, type Transition } from './lifecycle.ts';
import { acknowledge, reopen, resolve, withdraw } from './lifecycle-by-hand.ts';
import { silence, unsilence } from './lifecycle-silence.ts';

const start = Date.parse('2026-11-21T10:00:00Z');
const minute = (n: number) => new Date(start + n * 60_000);

/** What can happen, in any order. Checks are of data as late as they like; people and silences act at the clock. */
type Step =
  | { readonly do: 'check'; readonly verdict: Verdict; readonly delay: number }
  | { readonly do: 'acknowledge' | 'resolve' | 'reopen' | 'withdraw' }
  | { readonly do: 'begin' | 'end'; readonly silenceId: string }
  | { readonly do: 'wait'; readonly minutes: number };

const silenceId = fc.constantFrom('sil_1', 'sil_2', 'sil_3');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('check' as const),
      verdict: fc.constantFrom<Verdict[]>('breached', 'breached', 'clear', 'no-data', 'undecided'),
      delay: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('begin' as const, 'end' as const), silenceId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('acknowledge' as const, 'resolve' as const, 'reopen' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 9 }) }),
  },
);
const steps = fc.array(step, { maxLength: 60 });
const policy: Policy = {
  forSeconds: 120,
  recovery: null,
  keepFiringSeconds: 0,
  noData: 'keep',
  freshFrom: minute(-60),
  reopenAfterSeconds: 600,
};

/** One series with its clock, its silences, its latest episode, and the timeline of that. */
interface World {
  readonly clock: number;
  readonly holding: readonly string[];
  readonly latest: Snapshot | null;
  readonly timeline: readonly Transition[];
}

const empty: World = { clock: 0, holding: [], latest: null, timeline: [] };

/** What comes of one step: the transaction that alerts are changed in, without the database. */
function take(world: World, taken: Step, silences = true): World {
  const { clock, latest } = world;
  const cause = { at: minute(clock), actor: 'user:ada', reason: taken.do };
  const by = (act: (snapshot: Snapshot) => { snapshot: Snapshot; transition: Transition | null }): World => {
    if (latest === null) return world;
    const { snapshot, transition } = act(latest);
    return { ...world, latest: snapshot, timeline: [...world.timeline, ...(transition ? [transition] : [])] };
  };
  switch (taken.do) {
    case 'wait':
      return { ...world, clock: clock + taken.minutes };
    case 'check': {
      const check = {
        verdict: taken.verdict,
        at: minute(clock - taken.delay),
        value: 1,
        reason: taken.verdict,
      };
      const [episode] = foldChecks(latest, [check], policy, 10).episodes;
      if (episode === undefined) return world;
      const timeline = [...(episode.isNew ? [] : world.timeline), ...episode.transitions];
      return silences
        ? hush({ ...world, latest: episode.snapshot, timeline })
        : { ...world, latest: episode.snapshot, timeline };
    }
    case 'begin': {
      if (!silences) return world;
      const holding = [...new Set([...world.holding, taken.silenceId])];
      return { ...by((snapshot) => silence(snapshot, holdOf(taken.silenceId), cause)), holding };
    }
    case 'end': {
      if (!silences) return world;
      const holding = world.holding.filter((id) => id !== taken.silenceId);
      return { ...by((snapshot) => unsilence(snapshot, taken.silenceId, cause)), holding };
    }
    case 'acknowledge':
      return by((snapshot) => acknowledge(snapshot, cause));
    case 'resolve':
      return by((snapshot) => resolve(snapshot, cause));
    case 'withdraw':
      return by((snapshot) => withdraw(snapshot, cause));
    case 'reopen': {
      const reopened = by((snapshot) => reopen(snapshot, cause));
      return silences ? hush(reopened) : reopened;
    }
  }
}

/** The end that each silence says it has. */
const holdOf = (silenceId: string) => ({ silenceId, until: minute(100 + Number(silenceId.at(-1))) });

/** What fires while silences hold is silenced at once. */
function hush(world: World): World {
  let { latest, timeline } = world;
  if (latest?.state !== 'firing') return world;
  for (const id of world.holding) {
    const { snapshot, transition } = silence(latest, holdOf(id), {
      at: minute(world.clock),
      reason: 'silenced',
    });
    latest = snapshot;
    if (transition !== null) timeline = [...timeline, transition];
  }
  return { ...world, latest, timeline };
}

const edges = new Set([
  ...['inactive → pending', 'inactive → firing', 'pending → firing', 'pending → inactive'],
  ...['firing → acknowledged', 'firing → silenced', 'firing → resolved'],
  ...['acknowledged → firing', 'acknowledged → silenced', 'acknowledged → resolved'],
  ...['silenced → silenced', 'silenced → firing', 'silenced → acknowledged', 'silenced → resolved'],
  'resolved → firing',
]);

/** A snapshot without what only silences know. */
const bare = (snapshot: Snapshot | null) =>
  snapshot && {
    ...snapshot,
    state: snapshot.beneathSilence ?? snapshot.state,
    beneathSilence: null,
    silencedBy: [],
    silencedUntil: null,
  };

describe('any interleaving of data, people, silences and clock', () => {
  it('leaves a timeline along allowed edges, without gaps, that explains the state', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let world = empty;
        for (const one of taken) {
          world = take(world, one);
          let explained: string = 'inactive';
          for (const { from, to } of world.timeline) {
            expect(from).toBe(explained);
            expect(edges).toContain(`${from} → ${to}`);
            explained = to;
          }
          const { latest, timeline } = world;
          const { beneathSilence = null, silencedBy = [] } = timeline.at(-1) ?? {};
          expect(latest?.state ?? 'inactive').toBe(explained);
          expect(latest?.beneathSilence ?? null).toBe(beneathSilence);
          expect(latest?.silencedBy ?? []).toEqual(silencedBy);
        }
      }),
    );
  });

  it('keeps what is silenced and what holds together', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let world = empty;
        for (const one of taken) {
          world = take(world, one);
          if (world.latest === null) continue;
          const { state, silencedBy, silencedUntil, beneathSilence, acknowledgedAt, resolvedAt } =
            world.latest;
          const fires =
            (beneathSilence ?? state) === 'firing' || (beneathSilence ?? state) === 'acknowledged';
          expect([...silencedBy].sort()).toEqual(fires ? [...world.holding].sort() : []);
          expect(state === 'silenced').toBe(silencedBy.length > 0);
          const ends = silencedBy.map((id) => holdOf(id).until.getTime());
          if (silencedUntil !== null) expect(silencedUntil.getTime()).toBeLessThanOrEqual(Math.min(...ends));
          expect(silencedUntil === null).toBe(silencedBy.length === 0);
          expect(beneathSilence !== null).toBe(silencedBy.length > 0);
          if ((beneathSilence ?? state) === 'firing') expect(acknowledgedAt).toBeNull();
          if (isOpen(state)) expect(resolvedAt).toBeNull();
        }
      }),
    );
  });

  it('is beneath its silences, and again after them, exactly what it would be without', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let world = empty;
        let without = empty;
        for (const one of taken) {
          world = take(world, one);
          without = take(without, one, false);
          expect(bare(world.latest)).toEqual(without.latest);
        }
        for (const id of world.holding) world = take(world, { do: 'end', silenceId: id });
        expect(world.latest).toEqual(without.latest);
      }),
    );
  });

  it('takes whatever is delivered again for what it is: nothing', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let world = empty;
        for (const one of taken) {
          world = take(world, one);
          if (one.do !== 'wait') expect(take(world, one)).toEqual(world);
        }
      }),
    );
  });

  it('opens nothing after an end by hand before the condition was clear or the hold is over', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        let world = before.reduce((was, one) => take(was, one), empty);
        world = take(world, { do: 'resolve' });
        fc.pre(world.latest?.awaitsClear === true);
        const { startedAt, resolvedAt } = world.latest;
        const ended = ((resolvedAt?.getTime() ?? 0) - start) / 60_000;
        const over = ended + policy.reopenAfterSeconds / 60;
        fc.pre(world.clock < over);
        for (const one of after) {
          if ((one.do === 'check' && one.verdict === 'clear') || one.do === 'reopen') continue;
          if (one.do === 'wait' && world.clock + one.minutes >= over) break;
          world = take(world, one);
          expect(world.latest).toMatchObject({ startedAt, state: 'resolved' });
        }
        world = take({ ...world, clock: over }, { do: 'check', verdict: 'breached', delay: 0 });
        expect(world.latest?.state).toBe('pending');
      }),
    );
  });
});
