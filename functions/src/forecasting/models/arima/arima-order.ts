/** The order of a seasonal ARIMA model, (p, d, q)(P, D, Q)m in the letters of Box and Jenkins. */
export interface ArimaOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
  /** m, in steps; 1 where there is no season, and P = D = Q = 0 then. */
  readonly seasonLength: number;
  /** A mean of the differenced series: that of the series where d + D = 0, a drift where it is 1. */
  readonly constant: boolean;
}

/** The order as statisticians write it, e.g. `(0,1,1)(0,1,1)[12]`, `(1,1,0) with drift`. */
export function orderLabel({ p, d, q, P, D, Q, seasonLength, constant }: ArimaOrder): string {
  const seasonal = P + D + Q > 0 ? `(${P},${D},${Q})[${seasonLength}]` : '';
  const extra = constant ? (d + D === 0 ? ' with mean' : ' with drift') : '';
  return `(${p},${d},${q})${seasonal}${extra}`;
}

/** Coefficients of autoregression and moving average, the constant not counted. */
export function coefficientCount({ p, q, P, Q }: ArimaOrder): number {
  return p + q + P + Q;
}
