import type { FourierTerms } from './regression-request.ts';

/** Pairs of waves for a season by default: more make a sharper pattern, and cost a coefficient each. */
const HARMONICS_DEFAULT = 10;

/** As many waves as each season has, at most ten pairs. */
export function defaultFourier(seasonLengths: readonly number[]): FourierTerms[] {
  return seasonLengths.map((seasonLength) => ({
    seasonLength,
    harmonics: Math.min(HARMONICS_DEFAULT, Math.floor(seasonLength / 2)),
  }));
}

/**
 * cos(2πkt/m) and sin(2πkt/m) for *k* = 1…`harmonics` and `count` places *t* from `start`. The sine of half the
 * season is zero everywhere and left out. Source: Hyndman & Athanasopoulos (2021), §7.4.
 */
export function fourierColumns(
  { seasonLength, harmonics }: FourierTerms,
  start: number,
  count: number,
): { name: string; values: number[] }[] {
  const wave = (f: (angle: number) => number, k: number) =>
    Array.from({ length: count }, (_, i) => {
      const phase = ((k * (start + i)) % seasonLength) / seasonLength;
      return f(2 * Math.PI * phase);
    });
  return Array.from({ length: harmonics }, (_, i) => i + 1).flatMap((k) => {
    const name = `season ${seasonLength} wave ${k}`;
    const cosine = { name: `${name} cos`, values: wave(Math.cos, k) };
    return 2 * k === seasonLength ? [cosine] : [cosine, { name: `${name} sin`, values: wave(Math.sin, k) }];
  });
}
