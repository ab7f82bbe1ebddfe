import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { detectSeries } from '../detect-series.ts';
import { createDetector, restoreDetector } from '../detector.ts';
import { hourMs } from '../testing/series.ts';
import type { Observation } from '../types.ts';

fc.configureGlobal({ numRuns: 40 });
vi.setConfig({ testTimeout: 60_000 });

/** On a grid of 1/64, so that shifts and powers of two are exact. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -640, max: 640 }).map((n) => n / 64) },
  { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 100_000 }) },
);
const spread = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 640 }).map((n) => n / 64),
);
const outlook = fc.option(
  fc.record({ median: value, below: spread, above: spread, madeAt: fc.integer({ min: 0, max: 5 }) }),
  { nil: undefined, freq: 4 },
);
const series = fc
  .array(fc.tuple(value, outlook), { minLength: 40, maxLength: 160, size: 'max' })
  .map((points) =>
    points.map(
      ([x, said], i): Observation => ({
        at: i * hourMs,
        value: x,
        ...(said === undefined ? {} : { outlook: said }),
      }),
    ),
  );
const options = fc.constantFrom(
  { resolutionMs: hourMs, seasonLengths: [6], sensitivity: 1 },
  { resolutionMs: hourMs, seasonLengths: [] },
);

/** The same series in another unit and from another zero. */
function transformed(observations: readonly Observation[], factor: number, shift: number): Observation[] {
  return observations.map(({ at, value: x, outlook: said }) => ({
    at,
    value: x * factor + shift,
    ...(said === undefined
      ? {}
      : {
          outlook: {
            median: said.median * factor + shift,
            below: said.below * factor,
            above: said.above * factor,
            madeAt: said.madeAt,
          },
        }),
  }));
}

it('continues bit by bit when restored at any point', () => {
  fc.assert(
    fc.property(series, options, (observations, given) => {
      const whole = createDetector(given);
      let restored = createDetector(given);
      for (const { at, value: x, outlook: said } of observations) {
        restored = restoreDetector(JSON.parse(JSON.stringify(restored.serialise())));
        expect(restored.update(at, x, said)).toEqual(whole.update(at, x, said));
      }
      expect(restored.serialise()).toEqual(whole.serialise());
    }),
  );
});

it('gives the same verdicts in any unit and from any zero', () => {
  fc.assert(
    fc.property(
      series,
      options,
      fc.integer({ min: -40, max: 40 }),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      (observations, given, exponent, shift) => {
        const [plain, scaled, shifted] = [
          observations,
          transformed(observations, 2 ** exponent, 0),
          transformed(observations, 1, shift),
        ].map((one) => detectSeries(one, given).detections.map(({ verdict, kind }) => [verdict, kind]));
        expect(scaled).toEqual(plain);
        expect(shifted).toEqual(plain);
      },
    ),
  );
});

/** What these find hangs on many points, of which earlier forecasts may have had a say. */
const slow = new Set(['level-shift', 'trend-change', 'variance-change']);

it('excuses a value, and never accuses one', () => {
  fc.assert(
    fc.property(series, options, outlook, (observations, given, said) => {
      const detector = createDetector(given);
      for (const { at, value: x, outlook: earlier } of observations.slice(0, -1))
        detector.update(at, x, earlier);
      const [at, x] = [observations.length * hourMs, observations.at(-1)?.value ?? 0];
      const [without, withIt] = [undefined, said].map((one) =>
        restoreDetector(detector.serialise()).update(at, x, one),
      );
      if (withIt === undefined || withIt.kind === null || slow.has(withIt.kind)) return;
      expect(withIt.score).toBeLessThanOrEqual(without?.score ?? 0);
    }),
    { numRuns: 200 },
  );
});

it('is well formed, whatever forecasts say', () => {
  const wild = fc.double({ noNaN: true, noDefaultInfinity: true });
  const size = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
  const said = fc.record({ median: wild, below: size, above: size, madeAt: wild });
  const strange = fc.array(fc.tuple(fc.oneof(value, wild), said), { maxLength: 60 });
  fc.assert(
    fc.property(series, strange, (plain, odd) => {
      const detector = createDetector({ seasonLengths: [4] });
      const start = plain.length * hourMs;
      const observations = [
        ...plain,
        ...odd.map(([x, one], i) => ({ at: start + i * hourMs, value: x, outlook: one })),
      ];
      for (const { at, value: x, outlook: one } of observations) {
        const detection = detector.update(at, x, one);
        expect(detection.score).toBeGreaterThanOrEqual(0);
        expect(detection.score).toBeLessThanOrEqual(1);
      }
      const state = detector.serialise();
      expect(JSON.stringify(state.outlook ?? {}).replace('"madeAt":null', '')).not.toContain('null');
    }),
    { numRuns: 200 },
  );
});
