/** How far forecasts made in logarithms may leave the last value, in natural logarithms. */
const RISE_MAX = 3;
const FALL_MAX = 4;

/** What `forecast` makes of `y`, by way of logarithms where all values are positive and it is `allowed`. */
export function forecastInLogarithms(
  y: Float64Array,
  allowed: boolean,
  forecast: (x: Float64Array) => Float64Array | undefined,
): Float64Array | undefined {
  if (!allowed || !y.every((value) => value > 0)) return forecast(y);
  const centre = Math.log(y[y.length - 1]);
  return forecast(y.map(Math.log))?.map((value) =>
    Math.exp(Math.max(centre - FALL_MAX, Math.min(centre + RISE_MAX, value))),
  );
}
