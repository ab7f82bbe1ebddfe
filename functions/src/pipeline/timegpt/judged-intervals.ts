import type { JudgedValue } from './judge-series.ts';

/** The intervals of judged values as the wire has them. */
export const judgedIntervals = (judged: readonly JudgedValue[], level: number): Record<string, number[]> => ({
  [`lo-${level}`]: judged.map(({ lower }) => lower),
  [`hi-${level}`]: judged.map(({ upper }) => upper),
});
