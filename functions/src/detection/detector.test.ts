import { describe, expect, it, vi } from 'vitest';
import { detectSeries } from './detect-series.ts';
import { createDetector, restoreDetector } from './detector.ts';
import { businessHours, createGaussian, createUniform, hourMs, seriesOf } from './testing/series.ts';
import type { Detection, Observation } from './types.ts';

// The years of white noise take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const anomalousIn = (detections: readonly Detection[]) => detections.filter((d) => d.verdict === 'anomalous');

/** The series with another value at some indices. */
function withValues(series: readonly Observation[], valueAt: (i: number, value: number) => number) {
  return series.map(({ at, value }, i) => ({ at, value: valueAt(i, value) }));
}

describe('what it finds', () => {
  const series = businessHours(24 * 7 * 6, 11);
  const planted = 24 * 7 * 5 + 36;

  it('finds a spike, at its point, and says why', () => {
    const { detections, episodes } = detectSeries(
      withValues(series, (i, x) => (i === planted ? x + 150 : x)),
    );
    const found = detections[planted];
    expect(found).toMatchObject({ verdict: 'anomalous', kind: 'spike', since: series[planted].at });
    expect(found.value).toBeGreaterThan(found.upper ?? Infinity);
    expect(found.explanation).toMatch(
      /^value \d+(\.\d+)? is above the expected band .* to .* \(expected .* by the weekly season: what Tuesdays at this hour were\); about 1 in .* points is this far out, (less than )?once in .* years at one each hour/,
    );
    expect(episodes.some((episode) => episode.startAt === series[planted].at)).toBe(true);
  });

  it('finds a dip that a threshold would not see: a quiet noon', () => {
    const noon = 24 * 7 * 5 + 24 + 12;
    const { detections } = detectSeries(withValues(series, (i, x) => (i === noon ? 50 : x)));
    expect(detections[noon]).toMatchObject({ verdict: 'anomalous', kind: 'dip' });
  });

  it('finds a level shift that no single point shows, and accepts it as the new regime', () => {
    const gaussian = createGaussian(4);
    const shifted = seriesOf(2000, (i) => gaussian() + (i < 1000 ? 0 : 5));
    const { detections, episodes } = detectSeries(shifted, { seasonLengths: [] });
    const found = episodes.find(({ startAt }) => startAt >= shifted[1000].at);
    expect(found).toMatchObject({ kind: 'level-shift', endAt: expect.any(Number) });
    expect(found?.startAt).toBeLessThan(shifted[1000 + 4].at);
    expect(found?.explanation).toMatch(
      /^the last (5|40) points \((5|40) hours\) have risen: their mean is [2-6]\.\d+ where/,
    );
    expect(anomalousIn(detections.slice(1300))).toEqual([]);
    expect(Math.abs((detections[1999].expected ?? 0) - 5)).toBeLessThan(1);
  });

  it('tells a change of trend, which no point shows by a jump, from a shift', () => {
    const gaussian = createGaussian(5);
    const turned = seriesOf(2000, (i) => gaussian() + (i < 1500 ? 0 : 0.08 * (i - 1500)));
    const { episodes } = detectSeries(turned);
    expect(episodes.map(({ kind }) => kind)).toEqual(['trend-change']);
    expect(episodes[0].startAt).toBeLessThan(turned[1500 + 48].at);
    expect(episodes[0].explanation).toMatch(
      /^the last \d+ points \(.*\) have drifted up, none of them by a jump: their mean is .* where .* is usual .* sees such a drift/,
    );
  });

  it('finds that values scatter more than usual', () => {
    const gaussian = createGaussian(6);
    const restless = seriesOf(2000, (i) => gaussian() * (i >= 1500 && i < 1600 ? 4 : 1));
    const { episodes } = detectSeries(restless);
    expect(episodes.map(({ kind }) => kind)).toContain('variance-change');
    expect(episodes[0].startAt).toBeLessThan(restless[1500 + 12].at);
    const said = episodes.find(({ kind }) => kind === 'variance-change')?.explanation;
    const [, now, usually] =
      /scatter more than usual: they are (\S+) from .* usually (\S+) \(/.exec(said ?? '') ?? [];
    expect(Number(now)).toBeGreaterThan(1.2 * Number(usually));
  });

  it('finds a course of usual values that never was: a season upside down', () => {
    const gaussian = createGaussian(7);
    const turned = seriesOf(24 * 60, (i) => {
      const wave = 10 * Math.sin((2 * Math.PI * i) / 24);
      return (i >= 24 * 50 && i < 24 * 52 ? -wave : wave) + gaussian();
    });
    const { detections } = detectSeries(turned);
    expect(anomalousIn(detections.slice(24 * 50, 24 * 52)).length).toBeGreaterThan(3);
    expect(anomalousIn(detections.slice(0, 24 * 50))).toEqual([]);
  });

  it('says what it had not seen before, by whose expectation, and since when', () => {
    const lasting = detectSeries(
      withValues(series, (i, x) => (i >= planted && i < planted + 6 ? x + 150 : x)),
    );
    const [first, , third] = lasting.detections.slice(planted);
    expect(first.explanation).toMatch(
      /\(expected \d+(\.\d+)? by the \w+ (season|level).*; it is \d+ % of the whole range above all values seen before$/,
    );
    expect(first.expert).toMatch(/season|level|value/);
    expect(third.explanation).toMatch(/; anomalous without a break since 2024-02-06 12:00 UTC$/);
  });

  it('tells the time on the wall clock of the series', () => {
    const holed = series.filter((_, i) => i < planted || i >= planted + 72);
    const { detections } = detectSeries(holed, { timeZone: 'Europe/Berlin' });
    expect(detections[planted].explanation).toMatch(/after 2024-02-06 12:00 Europe\/Berlin,/);
  });

  it('tells of counts what counts can be', () => {
    const uniform = createUniform(2);
    const counts = seriesOf(1000, (i) => (i === 900 ? 60 : Math.floor(6 * uniform())));
    const { detections } = detectSeries(counts, { seasonLengths: [] });
    expect(detections[900].lower).toBeLessThan(0);
    expect(detections[900].explanation).toMatch(/^value 60 is above the expected band 0 to \d+ \(/);
  });

  it('finds a flat line in a series that always moves', () => {
    const { detections } = detectSeries(
      withValues(series, (i, x) => (i >= planted && i < planted + 30 ? 60 : x)),
    );
    const found = detections.slice(planted, planted + 30).find((d) => d.kind === 'flat-line');
    expect(found?.explanation).toMatch(
      /^value 60 has not changed for \d+ points \(\d+ hours\), since 2024-02-06 12:00 UTC, and /,
    );
  });

  it('finds a hole, on the point that ends it', () => {
    const holed = series.filter((_, i) => i < planted || i >= planted + 72);
    const { detections } = detectSeries(holed);
    expect(detections[planted]).toMatchObject({ verdict: 'anomalous', kind: 'missing' });
    expect(detections[planted].explanation).toMatch(
      /^nothing came for 3 days 1 hour after 2024-02-06 11:00 UTC, where a point is usual each hour, and there was no gap before;/,
    );
  });

  it('keeps the season in place across a hole', () => {
    const holed = series.filter((_, i) => i < planted || i >= planted + 61);
    const after = detectSeries(holed).detections.slice(planted + 1, planted + 25);
    expect(anomalousIn(after)).toEqual([]);
  });

  it('finds the first change of a constant series', () => {
    const { detections } = detectSeries(seriesOf(500, (i) => (i === 400 ? 46 : 45)));
    expect(anomalousIn(detections)).toHaveLength(1);
    expect(detections[400]).toMatchObject({ verdict: 'anomalous', kind: 'unseen-pattern', expected: 45 });
  });

  it('reports a counter that resets once, and follows it', () => {
    const gaussian = createGaussian(6);
    let total = 0;
    const counter = seriesOf(1500, (i) => {
      total = i === 1000 ? 0 : total + 100 + 5 * gaussian();
      return total;
    });
    const { detections } = detectSeries(counter, { seasonLengths: [] });
    expect(detections[1000]).toMatchObject({ verdict: 'anomalous', kind: 'dip' });
    expect(anomalousIn(detections.slice(0, 1000))).toEqual([]);
    expect(anomalousIn(detections.slice(1300))).toEqual([]);
  });
});

describe('what it leaves alone', () => {
  it('raises fewer episodes in a year of hourly white noise than the stated 1 in 10,000 points, on average', () => {
    let episodes = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const gaussian = createGaussian(seed);
      episodes += detectSeries(seriesOf(8766, gaussian)).episodes.length;
    }
    expect(episodes / 30).toBeLessThan(8766 / 10_000);
  });

  it('is calm on a season with noise where a z-score is not', () => {
    const gaussian = createGaussian(8);
    const series = seriesOf(24 * 7 * 8, (i) => (i % 24 === 3 ? 100 : 0) + gaussian());
    const values = series.map((o) => o.value);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
    expect(values.filter((x) => Math.abs(x - mean) > 3 * deviation).length).toBeGreaterThan(50);
    expect(anomalousIn(detectSeries(series).detections)).toEqual([]);
  });

  it('is calm on business hours with a weekend', () => {
    expect(anomalousIn(detectSeries(businessHours(24 * 7 * 8, 21)).detections)).toEqual([]);
  });

  it('never reports a constant series', () => {
    expect(anomalousIn(detectSeries(seriesOf(3000, () => 45)).detections)).toEqual([]);
  });

  it('is calm on counts that are zero every night', () => {
    const uniform = createUniform(3);
    const counts = seriesOf(24 * 60, (i) => (i % 24 < 6 ? 0 : Math.floor(30 * uniform() + 20)));
    expect(detectSeries(counts).episodes.length).toBeLessThanOrEqual(1);
  });

  it('learns that a spike recurs', () => {
    const gaussian = createGaussian(9);
    const series = seriesOf(6000, (i) => gaussian() + (i % 97 === 0 ? 40 : 0));
    const { detections } = detectSeries(series, { seasonLengths: [] });
    expect(anomalousIn(detections.slice(3000))).toEqual([]);
  });
});

describe('sensitivity', () => {
  it('moves the verdict, not the score', () => {
    const series = withValues(businessHours(24 * 7 * 6, 5), (i, x) => (i % 200 === 199 ? x + 25 : x));
    const [low, high] = [0, 1].map((sensitivity) => detectSeries(series, { sensitivity }).detections);
    expect(high.map((d) => d.score)).toEqual(low.map((d) => d.score));
    expect(anomalousIn(high).length).toBeGreaterThan(anomalousIn(low).length);
  });
});

describe('no verdict', () => {
  it('asks for more history, and says how much', () => {
    const { detections } = detectSeries(
      seriesOf(60, (i) => i % 7, hourMs),
      { resolutionMs: hourMs },
    );
    expect(detections[0]).toMatchObject({
      verdict: 'inconclusive',
      score: 0,
      expected: null,
      severity: 'none',
    });
    expect(detections[10].explanation).toBe('too little history: 10 points seen before this one, 30 needed');
    expect(detections[29].verdict).toBe('inconclusive');
    expect(detections[30].verdict).not.toBe('inconclusive');
  });

  it.each([
    [0, 'a point at this instant has been judged already; it was not taken in'],
    [-2 * hourMs, 'the point is 2 hours older than the newest; it was not taken in'],
  ])('judges no point %d ms after the newest, and keeps its state', (offsetMs, explanation) => {
    const detector = createDetector();
    const series = businessHours(200, 1);
    for (const { at, value } of series) detector.update(at, value);
    const before = detector.serialise();
    const late = detector.update(series[199].at + offsetMs, 1e6);
    expect(late).toMatchObject({ verdict: 'inconclusive', explanation });
    expect(detector.serialise()).toEqual(before);
  });
});

describe('input out of range', () => {
  it.each([Number.NaN, Infinity, -Infinity])('refuses %d as value and as instant', (bad) => {
    expect(() => createDetector().update(0, bad)).toThrow(RangeError);
    expect(() => createDetector().update(bad, 0)).toThrow(RangeError);
  });

  it.each([
    { sensitivity: 1.1 },
    { sensitivity: Number.NaN },
    { resolutionMs: 0 },
    { resolutionMs: Infinity },
    { seasonLengths: [1] },
    { seasonLengths: [2, 3, 4, 5, 6] },
  ])('refuses %j', (options) => {
    expect(() => createDetector(options)).toThrow(RangeError);
  });

  it('refuses a state of another version', () => {
    expect(() => restoreDetector({ ...createDetector().serialise(), version: 0 })).toThrow(
      /version 3, not 0/,
    );
  });
});
