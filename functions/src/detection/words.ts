/** A number as a person would write it: four significant digits, no more. */
export function inWords(x: number): string {
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e9 || size < 1e-3)) return String(Number(x.toPrecision(4)));
  return String(Number(x.toPrecision(size >= 1000 ? Math.ceil(Math.log10(size + 1)) : 4)));
}

/** How rare a tail probability is: "about 1 in 50,000 points". */
export function rarity(p: number): string {
  if (p < 1e-10) return 'fewer than 1 in 10,000,000,000 points';
  const points = Number((1 / p).toPrecision(1));
  return `about 1 in ${String(points).replace(/\B(?=(\d{3})+$)/g, ',')} points`;
}

/** A span of time in its largest fitting unit: "5 hours". */
export function spanInWords(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'days'],
    [3_600_000, 'hours'],
    [60_000, 'minutes'],
    [1000, 'seconds'],
  ];
  for (const [size, name] of units)
    if (ms >= 2 * size) return `${inWords(Number((ms / size).toPrecision(3)))} ${name}`;
  return `${inWords(ms)} ms`;
}

/** Instants that a calendar reaches (ECMAScript's range of dates). */
const INSTANT_MAX = 8.64e15;

/** An instant as a person reads it: `2026-11-25 10:05 UTC`. */
export function instantInWords(at: number): string {
  if (Math.abs(at) > INSTANT_MAX) return `${at} ms`;
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
