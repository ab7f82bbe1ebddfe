import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from './check.ts';
import { type ChangedEpisode, foldChecks } from './fold-checks.ts';
import type { Policy, Snapshot } from './lifecycle.ts';

const start = Date.parse('2026-11-21T10:00:00Z');

const checkArbitrary: fc.Arbitrary<Check & { value: number }> = fc.record({
  verdict: fc.constantFrom('breached', 'clear', 'no-data', 'undecided'),
  at: fc.integer({ min: 0, max: 60 }).map((n) => new Date(start + n * 60_000)),
  value: fc.integer({ min: 0, max: 100 }),
  reason: fc.constantFrom('one', 'other'),
});

const policyArbitrary: fc.Arbitrary<Policy> = fc.record({
  forSeconds: fc.constantFrom(0, 60, 600),
  recovery: fc.constantFrom(null, { threshold: 50, side: 'below' } as const),
  keepFiringSeconds: fc.constantFrom(0, 300),
  noData: fc.constantFrom('keep', 'resolve', 'alert'),
  freshFrom: fc.integer({ min: -10, max: 30 }).map((n) => new Date(start + n * 60_000)),
  reopenAfterSeconds: fc.constantFrom(0, 600),
});

const lastOf = (episodes: readonly ChangedEpisode[], latest: Snapshot | null): Snapshot | null =>
  episodes.at(-1)?.snapshot ?? latest;

describe('the lifecycle', () => {
  it('takes a repeated delivery, whole or in part, for what it is: nothing', () => {
    fc.assert(
      fc.property(
        fc.array(checkArbitrary, { maxLength: 30 }),
        policyArbitrary,
        fc.nat(),
        fc.nat(),
        (checks, policy, from, length) => {
          const latest = lastOf(foldChecks(null, checks, policy, 100).episodes, null);
          fc.pre(latest !== null);
          const doubtedThrough = latest.undecidedAt ?? latest.evaluatedThrough;
          const taken = checks.filter(
            ({ at, verdict }) =>
              at <= latest.evaluatedThrough ||
              (verdict !== 'breached' && verdict !== 'clear' && at <= doubtedThrough),
          );
          const part = taken.slice(from % (taken.length + 1)).slice(0, length % (taken.length + 1));
          expect(foldChecks(latest, part, policy, 100).episodes).toEqual([]);
        },
      ),
    );
  });

  it('answers the same whether checks come together, one by one, or a few at a time', () => {
    fc.assert(
      fc.property(
        fc.array(checkArbitrary, { maxLength: 30 }),
        policyArbitrary,
        fc.integer({ min: 1, max: 5 }),
        (checks, policy, episodesMax) => {
          const together = lastOf(foldChecks(null, checks, policy, 1_000).episodes, null);
          let oneByOne: Snapshot | null = null;
          for (const check of checks)
            oneByOne = lastOf(foldChecks(oneByOne, [check], policy, 1).episodes, oneByOne);
          let inRounds: Snapshot | null = null;
          let rest: readonly Check[] = checks;
          while (rest.length > 0) {
            const round = foldChecks(inRounds, rest, policy, episodesMax);
            inRounds = lastOf(round.episodes, inRounds);
            rest = round.rest;
          }
          expect(oneByOne).toEqual(together);
          expect(inRounds).toEqual(together);
        },
      ),
    );
  });

  it('never ends an episode without a verdict, unless the policy is to resolve when no data comes', () => {
    fc.assert(
      fc.property(fc.array(checkArbitrary, { maxLength: 30 }), policyArbitrary, (checks, asked) => {
        const policy = { ...asked, noData: 'keep' } as const;
        const latest = lastOf(foldChecks(null, checks, policy, 100).episodes, null);
        const blind = checks.map((check) => ({
          ...check,
          at: new Date(check.at.getTime() + 7_200_000),
          verdict: check.value % 2 === 0 ? ('no-data' as const) : ('undecided' as const),
        }));
        const after = lastOf(foldChecks(latest, blind, policy, 100).episodes, latest);
        expect(after?.state).toBe(latest?.state);
      }),
    );
  });
});
