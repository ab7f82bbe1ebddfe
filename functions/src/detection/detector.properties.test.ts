import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { detectSeries } from './detect-series.ts';
import { createDetector, restoreDetector } from './detector.ts';
import { businessHours, createGaussian, createUniform, hourMs, seriesOf } from './testing/series.ts';
import type { Detection, DetectorOptions, Observation } from './types.ts';

// Each run replays whole series: half of the usual runs, and time for a busy machine.
fc.configureGlobal({ numRuns: 50 });
vi.setConfig({ testTimeout: 60_000 });

/**
 * Values of every sort in one series: runs, jumps, counts, noise, on a grid of 1/64 so that shifts are exact.
 */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -640, max: 640 }).map((n) => n / 64) },
  { weight: 2, arbitrary: fc.constant(5) },
  { weight: 1, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }) },
);
/** Steps of an hour, with holes, irregular ones, repeated and backward instants. */
const stepMs = fc.oneof(
  { weight: 12, arbitrary: fc.constant(hourMs) },
  { weight: 1, arbitrary: fc.integer({ min: -2 * hourMs, max: 30 * hourMs }) },
);
const series = fc
  .array(fc.tuple(stepMs, value), { minLength: 1, maxLength: 220, size: 'max' })
  .map((steps) => {
    let at = 0;
    return steps.map(([step, x]): Observation => {
      at += step;
      return { at, value: x };
    });
  });
const options: fc.Arbitrary<DetectorOptions> = fc.constantFrom(
  {},
  { resolutionMs: hourMs, seasonLengths: [24] },
  { seasonLengths: [], sensitivity: 1 },
  { resolutionMs: hourMs, seasonLengths: [4, 24], sensitivity: 0.8 },
);

function update(
  detector: { update(at: number, value: number): Detection },
  observations: readonly Observation[],
) {
  return observations.map((o) => detector.update(o.at, o.value));
}

it('agrees in batch and in stream, point by point', () => {
  fc.assert(
    fc.property(series, options, (observations, given) => {
      expect(detectSeries(observations, given).detections).toEqual(
        update(createDetector(given), observations),
      );
    }),
  );
});

it('is causal: what comes later changes nothing', () => {
  fc.assert(
    fc.property(series, series, options, fc.nat(), (observations, others, given, cut) => {
      const kept = observations.slice(0, cut % observations.length);
      const last = kept.at(-1)?.at ?? 0;
      const future = others.map(({ at, value: x }) => ({ at: last + Math.abs(at) + 1, value: x }));
      const detections = detectSeries([...kept, ...future], given).detections.slice(0, kept.length);
      expect(detections).toEqual(detectSeries(kept, given).detections);
    }),
  );
});

it('continues bit by bit when restored at any point', () => {
  fc.assert(
    fc.property(series, options, (observations, given) => {
      const whole = createDetector(given);
      let restored = createDetector(given);
      for (const { at, value: x } of observations) {
        restored = restoreDetector(JSON.parse(JSON.stringify(restored.serialise())));
        expect(restored.update(at, x)).toEqual(whole.update(at, x));
      }
      expect(restored.serialise()).toEqual(whole.serialise());
    }),
    { numRuns: 25 },
  );
});

it('gives the same verdicts and scores in any unit', () => {
  fc.assert(
    fc.property(series, options, fc.integer({ min: -40, max: 40 }), (observations, given, exponent) => {
      const factor = 2 ** exponent;
      const scaled = observations.map((o) => ({ at: o.at, value: o.value * factor }));
      const [a, b] = [observations, scaled].map((s) => detectSeries(s, given).detections);
      expect(b.map((d) => [d.verdict, d.kind])).toEqual(a.map((d) => [d.verdict, d.kind]));
      for (let i = 0; i < a.length; i++) expect(b[i].score).toBeCloseTo(a[i].score, 9);
    }),
  );
});

it('gives the same verdicts from any zero', () => {
  fc.assert(
    fc.property(
      series,
      options,
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      (observations, given, shift) => {
        const shifted = observations.map((o) => ({ at: o.at, value: o.value + shift }));
        const [a, b] = [observations, shifted].map((s) => detectSeries(s, given).detections);
        expect(b.map((d) => [d.verdict, d.kind])).toEqual(a.map((d) => [d.verdict, d.kind]));
      },
    ),
  );
});

it('is always well formed, whatever comes', () => {
  const wild = fc.array(
    fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    { maxLength: 120, size: 'max' },
  );
  fc.assert(
    fc.property(wild, series, (strange, plain) => {
      const detector = createDetector({ seasonLengths: [4] });
      const observations = [...plain, ...strange.map(([at, x]) => ({ at, value: x }))];
      for (const d of update(detector, observations)) {
        expect(d.score).toBeGreaterThanOrEqual(0);
        expect(d.score).toBeLessThanOrEqual(1);
        expect(d.verdict === 'anomalous').toBe(d.kind !== null && d.severity !== 'none' && d.since !== null);
        expect(d.verdict === 'inconclusive').toBe(d.expected === null);
        expect(d.explanation).not.toMatch(/NaN|undefined|null/);
        if (d.lower === null || d.upper === null || d.expected === null) continue;
        expect(d.lower).toBeLessThanOrEqual(d.expected);
        expect(d.upper).toBeGreaterThanOrEqual(d.expected);
      }
      const state = detector.serialise();
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      expect(restoreDetector(state).serialise()).toEqual(state);
    }),
  );
});

it.each([1e12, 1e-12, -1e12, -1e-12])('finds the same in units of %d', (unit) => {
  const plain = businessHours(24 * 7 * 4, 31).map((o, i) => ({
    at: o.at,
    value: o.value + (i === 600 ? 200 : 0),
  }));
  const scaled = plain.map((o) => ({ at: o.at, value: o.value * unit }));
  const [a, b] = [plain, scaled].map((s) => detectSeries(s).detections);
  expect(a[600].verdict).toBe('anomalous');
  expect(b.map((d) => d.verdict)).toEqual(a.map((d) => d.verdict));
  for (let i = 0; i < a.length; i++) expect(b[i].score).toBeCloseTo(a[i].score, 4);
});

it('works on small moves of a huge value', () => {
  const gaussian = createGaussian(3);
  const { detections } = detectSeries(seriesOf(800, (i) => 1e12 + gaussian() + (i === 700 ? 30 : 0)));
  expect(detections[700].verdict).toBe('anomalous');
  expect(detections.filter((d) => d.verdict === 'anomalous').length).toBeLessThan(3);
});

it('keeps its state below 32 KB with as many slots as there can be', () => {
  const uniform = createUniform(1);
  const detector = createDetector({ resolutionMs: 60_000, seasonLengths: [300, 600, 1200, 1440] });
  update(
    detector,
    seriesOf(100_000, () => 100 * uniform(), 60_000),
  );
  const state = detector.serialise();
  expect(state.seasons.map(({ visits }) => (visits.length - 1) * 6)).toEqual(Array(4).fill(288 * 8));
  expect(JSON.stringify(state).length).toBeLessThan(32 * 1024);
});
