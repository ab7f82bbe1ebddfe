import { describe, expect, it } from 'vitest';
import { detectSeries } from './detect-series.ts';
import { createDetector, restoreDetector } from './detector.ts';
import { createGaussian, hourMs } from './testing/series.ts';
import type { Observation } from './types.ts';

/** Hours of two months around the change of clocks on 31 March 2024; shops in Vienna open at nine and close at five. */
function openingHours(): Observation[] {
  const gaussian = createGaussian(5);
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Europe/Vienna',
    hour: '2-digit',
    hour12: false,
  });
  const start = Date.UTC(2024, 2, 1);
  return Array.from({ length: 60 * 24 }, (_, i) => {
    const at = start + i * hourMs;
    const hour = Number(clock.format(at)) % 24;
    return { at, value: (hour >= 9 && hour < 17 ? 100 : 20) + gaussian() };
  });
}

describe('a time zone', () => {
  const [before, after] = [Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 3, 5)];
  const odd = (options: { timeZone?: string }) =>
    detectSeries(openingHours(), { seasonLengths: [24], ...options }).detections.filter(
      ({ at, verdict }) => at >= before && at < after && verdict === 'anomalous',
    );

  it('lets seasons follow the clock when it changes', () => {
    expect(odd({}).length).toBeGreaterThan(0);
    expect(odd({ timeZone: 'Europe/Vienna' })).toEqual([]);
  });

  it('stays with the detector when it is restored', () => {
    const whole = createDetector({ timeZone: 'Europe/Vienna' });
    let restored = createDetector({ timeZone: 'Europe/Vienna' });
    for (const { at, value } of openingHours().slice(27 * 24, 34 * 24)) {
      restored = restoreDetector(JSON.parse(JSON.stringify(restored.serialise())));
      expect(restored.update(at, value)).toEqual(whole.update(at, value));
    }
  });

  it('must be one', () => {
    expect(() => createDetector({ timeZone: 'Vienna' })).toThrow(
      'timeZone must be the IANA name of a time zone, not Vienna',
    );
  });
});

describe('another sensitivity for a restored detector', () => {
  const series = openingHours().slice(0, 500);
  const detector = createDetector({ sensitivity: 0 });
  for (const { at, value } of series) detector.update(at, value);
  const next = { at: (series.at(-1)?.at ?? 0) + hourMs, value: 60 };
  const restored = (sensitivity?: number) =>
    restoreDetector(detector.serialise(), sensitivity === undefined ? {} : { sensitivity });

  it('moves verdict and band, and neither the score nor what is learnt', () => {
    const [low, high] = [restored(), restored(1)];
    const [strict, eager] = [low, high].map((one) => one.update(next.at, next.value));
    expect(eager?.score).toBe(strict?.score);
    expect(eager?.upper ?? 0).toBeLessThan(strict?.upper ?? 0);
    const [a, b] = [low, high].map((one) => one.serialise());
    expect(a?.options.sensitivity).toBe(0);
    expect(b?.options.sensitivity).toBe(1);
    expect({ ...b, options: null, since: null }).toEqual({ ...a, options: null, since: null });
  });

  it('must be between 0 and 1', () => {
    expect(() => restored(1.5)).toThrow('sensitivity must be between 0 and 1, not 1.5');
  });
});
