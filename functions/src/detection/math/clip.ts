/** `x` held within ±`limit`; `limit` ≥ 0. */
export function clip(x: number, limit: number): number {
  if (x > limit) return limit;
  return x < -limit ? -limit : x;
}
