import type { ArimaOrder } from './arima-order.ts';
import { chooseDifferencing } from './choose-differencing.ts';
import { type Differencing, differenced } from './differences.ts';
import { type ArmaFit, fitArma } from './fit-arma.ts';
import { rootsBeyond } from './partial-autocorrelations.ts';
import { type Choice, type SearchLimits, searchOrders } from './search-orders.ts';

/** Largest plain and seasonal orders. */
const ORDER_MAX = 5;
const SEASONAL_ORDER_MAX = 2;
/** Series longer than this, or of longer seasons, are searched by conditional least squares. */
const EXACT_LENGTH_MAX = 150;
const EXACT_SEASON_MAX = 12;
/** Series shorter than this start from simpler models. */
const SHORT = 10;
/** How many of the best by conditional least squares are fitted again by maximum likelihood. */
const REFITTED = 3;
/** A model that starts this much above the best AICc is not improved further. */
const HOPELESS = 4;
/** Roots nearer to the unit circle than this are not accepted. */
const MODULUS_MIN = 1.01;
/** Rounding errors of differences, in units of the largest value. */
const ROUNDING = 32 * Number.EPSILON;

/**
 * The seasonal ARIMA model with the least AICc that a stepwise search finds: differences by tests, orders p, q ≤ 5 and
 * P, Q ≤ 2, a mean where d + D = 0, and with or without a drift where it is 1. Long series are searched by conditional
 * least squares and the best three fitted again by maximum likelihood. `y` in about unit size, of length ≥ 6;
 * `seasonLength` 1 for none. A series that is constant when differenced gets the model without coefficients.
 * Source: Hyndman & Khandakar (2008); reference R forecast 8.20 `auto.arima()`, which refits one and may drop the
 * mean.
 */
export function chooseArima(y: Float64Array, seasonLength: number): ArmaFit {
  const rounding = ROUNDING * y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isConstant = (x: Float64Array) => x.every((value) => Math.abs(value - x[0]) <= rounding);
  const differencing = chooseDifferencing(y, seasonLength, isConstant);
  const w = differenced(y, differencing);
  const constants = constantsFor(differencing);
  if (isConstant(w)) return withoutCoefficients(w, differencing, constants[0]);
  const exact = y.length <= EXACT_LENGTH_MAX && seasonLength <= EXACT_SEASON_MAX;
  const limits = limitsFor(y.length, seasonLength, constants);
  const fits = new Map<Choice, ArmaFit>();
  const score = (choice: Choice, best: number): number => {
    const fit = compareFit(w, { ...choice, ...differencing }, exact ? best : undefined);
    if (fit) fits.set(choice, fit);
    return fit && isAdmissible(fit) ? fit.aicc : Number.POSITIVE_INFINITY;
  };
  const ranked = searchOrders(limits, score)
    .filter(({ criterion }) => criterion < Number.POSITIVE_INFINITY)
    .flatMap(({ choice }) => fits.get(choice) ?? []);
  const best = bestRefitted(w, ranked, exact ? 1 : REFITTED);
  return best ?? withoutCoefficients(w, differencing, !constants.includes(false));
}

/** A mean always, so that forecasts move with a shift of the series; a drift perhaps; nothing beyond. */
function constantsFor({ d, D }: Differencing): readonly boolean[] {
  if (d + D === 0) return [true];
  return d + D === 1 ? [true, false] : [false];
}

function limitsFor(n: number, m: number, constants: readonly boolean[]): SearchLimits {
  const third = Math.floor(n / 3);
  const seasonal = m > 1 ? Math.min(SEASONAL_ORDER_MAX, Math.floor(third / m)) : 0;
  const plain = Math.min(ORDER_MAX, third, seasonal > 0 ? m - 1 : ORDER_MAX);
  return { pMax: plain, qMax: plain, PMax: seasonal, QMax: seasonal, constants, short: n < SHORT };
}

/**
 * A fit good enough to be compared with the `best` AICc so far: by conditional least squares, and where `best` is given
 * by maximum likelihood, unless one step of it leaves the model hopelessly behind.
 */
function compareFit(w: Float64Array, order: ArimaOrder, best: number | undefined): ArmaFit | undefined {
  const conditional = fitArma(w, order, 'conditional');
  if (!conditional || best === undefined) return conditional;
  const glance = fitArma(w, order, 'glance', conditional.arguments);
  if (!glance || glance.aicc > best + HOPELESS) return glance;
  return fitArma(w, order, 'search', glance.arguments);
}

function bestRefitted(w: Float64Array, ranked: readonly ArmaFit[], count: number): ArmaFit | undefined {
  const refitted: ArmaFit[] = [];
  for (const { order, arguments: start } of ranked) {
    const fit = fitArma(w, order, 'final', start);
    if (fit && isAdmissible(fit)) refitted.push(fit);
    if (refitted.length === count) break;
  }
  return refitted.sort((a, b) => a.aicc - b.aicc)[0];
}

/** Are all roots of both polynomials clear of the unit circle? */
function isAdmissible({ factors, order }: ArmaFit): boolean {
  const seasonal = MODULUS_MIN ** order.seasonLength;
  const negative = (coefficients: readonly number[]) => coefficients.map((b) => -b);
  return (
    rootsBeyond(factors.ar, MODULUS_MIN) &&
    rootsBeyond(negative(factors.ma), MODULUS_MIN) &&
    rootsBeyond(factors.seasonalAr, seasonal) &&
    rootsBeyond(negative(factors.seasonalMa), seasonal)
  );
}

function withoutCoefficients(w: Float64Array, differencing: Differencing, constant: boolean): ArmaFit {
  const fit = fitArma(w, { p: 0, q: 0, P: 0, Q: 0, ...differencing, constant }, 'final');
  if (!fit) throw new Error('differencing left no points');
  return fit;
}
