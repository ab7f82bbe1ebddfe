import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, type TestCtx } from '../../test/support/context.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { minute, see, silenceFor, watchedAirports } from '../../test/support/silences.ts';
import { holdsAt } from '../alerting/silences/silence-window.ts';
import { DomainError } from '../contracts/errors.ts';
import { collection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { acknowledgeAlert } from '../pipeline/alert/acknowledge-alert.ts';
import { type AlertDetailResponse, getAlert } from '../pipeline/alert/get-alert.ts';
import { listAlerts } from '../pipeline/alert/list-alerts.ts';
import { reopenAlert } from '../pipeline/alert/reopen-alert.ts';
import { resolveAlert } from '../pipeline/alert/resolve-alert.ts';
import { endSilence } from '../pipeline/alert/silences/end-silence.ts';
import { updateSilence } from '../pipeline/alert/silences/update-silence.ts';
import { advanceSilences } from './advance-silences.ts';

type Step =
  | { readonly do: 'see'; readonly value: number }
  | { readonly do: 'tick' }
  | { readonly do: 'acknowledge' | 'resolve' | 'reopen' }
  | { readonly do: 'silence'; readonly inMinutes: number; readonly lasts: number; readonly recurs: boolean }
  | { readonly do: 'end'; readonly pick: number }
  | { readonly do: 'extend'; readonly pick: number; readonly by: number }
  | { readonly do: 'wait'; readonly minutes: number };

const few = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('see' as const), value: fc.constantFrom(70, 70, 40) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('silence' as const),
      inMinutes: fc.constantFrom(0, 0, 10),
      lasts: fc.constantFrom(5, 20, 45),
      recurs: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('acknowledge' as const, 'resolve' as const, 'reopen' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), pick: few }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('extend' as const), pick: few, by: few }) },
);

/** An organization with one series, a clock of its own, and a tick that comes when it comes. */
class World {
  readonly #ctx: TestCtx;
  #clock = 0;

  constructor(ctx: TestCtx) {
    this.#ctx = ctx;
  }

  get now(): Date {
    return minute(this.#clock);
  }

  async take(step: Step): Promise<void> {
    const ctx = at(this.#ctx, this.now);
    const alertId = (await this.latest())?.alertId ?? 'none';
    const silences = await this.silences();
    switch (step.do) {
      case 'wait':
        this.#clock += step.minutes;
        return;
      case 'see':
        await see(ctx, 'ATL', step.value);
        return;
      case 'tick':
        expect(
          (await advanceSilences({ db: new Database(ctx.db.firestore), tasks: ctx.tasks, now: this.now }))
            .failed,
        ).toEqual([]);
        return;
      case 'silence': {
        const recurrence = { schedule: '*/15 * * * *', timeZone: 'UTC', durationSeconds: 300 };
        const startsAt = minute(this.#clock + step.inMinutes);
        const endsAt = minute(this.#clock + step.inMinutes + step.lasts);
        await orRefused(() =>
          silenceFor(ctx, 'ATL', { startsAt, endsAt, recurrence: step.recurs ? recurrence : null }),
        );
        return;
      }
      case 'end':
      case 'extend': {
        const silenceId = silences[step.pick]?.id;
        if (silenceId === undefined) return;
        const patch = { endsAt: minute(this.#clock + 1 + (step.do === 'extend' ? step.by * 7 : 0)) };
        await orRefused(() =>
          step.do === 'end'
            ? endSilence({ ctx, input: { silenceId } })
            : updateSilence({ ctx, input: { silenceId, patch } }),
        );
        return;
      }
      case 'acknowledge':
      case 'resolve':
      case 'reopen': {
        const verbs = { acknowledge: acknowledgeAlert, resolve: resolveAlert, reopen: reopenAlert };
        await orRefused(() => verbs[step.do]({ ctx, input: { alertId, reason: step.do } }));
      }
    }
  }

  async latest(): Promise<AlertDetailResponse | undefined> {
    const [found] = (await listAlerts({ ctx: this.#ctx, input: { pageSize: 1 } })).items;
    return found && getAlert({ ctx: this.#ctx, input: { alertId: found.alertId } });
  }

  async silences() {
    return (await collection(this.#ctx.db.firestore, this.#ctx.orgId, 'silences').get()).docs;
  }

  /** Silences that hold now, by their times alone. */
  async holding(): Promise<string[]> {
    const silences = await this.silences();
    return silences.filter((one) => holdsAt(one.data(), this.now)).map(({ id }) => id);
  }
}

/** Whatever a step asks that makes no sense is refused with a reason. */
async function orRefused(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'internal') throw error;
  }
}

/** Every entry goes on where the one before ended, and the last says all of the state. */
function expectExplained({
  state,
  beneathSilence,
  silencedBy,
  timeline,
  eventCount,
}: AlertDetailResponse): void {
  let explained: string = 'inactive';
  for (const [index, { from, to, sequence }] of timeline.entries()) {
    expect([from, sequence]).toEqual([explained, index]);
    explained = to;
  }
  expect(timeline.at(-1)).toMatchObject({ to: state, beneathSilence, silencedBy });
  expect(timeline).toHaveLength(eventCount);
}

function expectSilencedBy(
  { state, beneathSilence, silencedBy }: AlertDetailResponse,
  holding: readonly string[],
): void {
  const fires = ['firing', 'acknowledged'].includes(beneathSilence ?? state);
  expect(silencedBy.toSorted()).toEqual(fires ? holding.toSorted() : []);
  expect(state === 'silenced').toBe(fires && holding.length > 0);
}

it('any interleaving of data, people, silences, clock and late ticks leaves a timeline that explains the state, and silences restore', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const world = new World(await watchedAirports(isolatedDatabase()));
      for (const one of steps) {
        const before = await world.latest();
        await world.take(one);
        const after = await world.latest();
        if (after === undefined) continue;
        expectExplained(after);
        const fired = one.do === 'see' && before?.alertId !== after.alertId;
        if (fired || one.do === 'tick') expectSilencedBy(after, await world.holding());
      }
      await world.take({ do: 'wait', minutes: 24 * 60 });
      await world.take({ do: 'tick' });
      const last = await world.latest();
      if (last !== undefined) expectSilencedBy(last, []);
    }),
    { numRuns: 12 },
  );
});
