/** What the search may spend, and when it has found enough. */
export interface SmoothSearchOptions {
  readonly evaluationsMax: number;
  /** Stop when two steps in a row lower the value by less than this. */
  readonly tolerance: number;
  /** Longest first step, in units of the arguments. */
  readonly stepMax: number;
}

/** Value at `x`, with its gradient written into `gradient`; Infinity where the function is not defined. */
export type SmoothFunction = (x: Float64Array, gradient: Float64Array) => number;

const ARMIJO = 1e-4;
const BACKTRACKS_MAX = 12;
const CURVATURE_MIN = 1e-10;

/**
 * Which `x` makes a smooth `f` least? Quasi-Newton search with the update of Broyden, Fletcher, Goldfarb and Shanno and
 * a backtracking line search by quadratic interpolation; goes downhill only, and is deterministic. `start` must have a
 * finite value. Source: Nocedal & Wright (2006), algorithm 6.1; steps without positive curvature leave the update out.
 */
export function minimiseSmooth(
  f: SmoothFunction,
  start: ArrayLike<number>,
  { evaluationsMax, tolerance, stepMax }: SmoothSearchOptions,
): { readonly x: Float64Array; readonly value: number } {
  const n = start.length;
  let x: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(n);
  let value = f(x, gradient);
  let inverse = identity(n);
  let fresh = true;
  let idle = 0;
  for (let evaluations = 1; evaluations < evaluationsMax; ) {
    let direction = downhill(inverse, gradient, n);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      if (fresh) break;
      inverse = identity(n);
      fresh = true;
      direction = gradient.map((g) => -g);
      slope = dot(direction, gradient);
      if (!(slope < 0)) break;
    }
    const longest = direction.reduce((max, d) => Math.max(max, Math.abs(d)), 0);
    const start = longest > stepMax ? stepMax / longest : 1;
    const next = search(f, { x, value, direction, slope }, start);
    evaluations += next.evaluations;
    if (!next.found) {
      if (fresh) break;
      inverse = identity(n);
      fresh = true;
      continue;
    }
    const step = next.x.map((v, i) => v - x[i]);
    const change = next.gradient.map((v, i) => v - gradient[i]);
    fresh = !update(inverse, step, change, fresh) && fresh;
    idle = value - next.value < tolerance ? idle + 1 : 0;
    [x, value, gradient] = [next.x, next.value, next.gradient];
    if (idle >= 2) break;
  }
  return { x, value };
}

interface LineStart {
  readonly x: Float64Array;
  readonly value: number;
  readonly direction: Float64Array;
  readonly slope: number;
}

/** Shortens the step until the value falls by a share of what the slope promises. */
function search(f: SmoothFunction, { x, value, direction, slope }: LineStart, first: number) {
  const gradient = new Float64Array(x.length);
  let length = first;
  for (let evaluations = 1; evaluations <= BACKTRACKS_MAX; evaluations++) {
    const next = x.map((v, i) => v + length * direction[i]);
    const reached = f(next, gradient);
    if (reached <= value + ARMIJO * length * slope)
      return { x: next, value: reached, gradient, evaluations, found: true };
    const bottom = (-slope * length ** 2) / (2 * (reached - value - slope * length));
    length = Number.isFinite(reached) ? Math.max(0.1 * length, Math.min(0.5 * length, bottom)) : 0.3 * length;
  }
  return { x, value, gradient, evaluations: BACKTRACKS_MAX, found: false };
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}

function downhill(inverse: Float64Array, gradient: Float64Array, n: number): Float64Array {
  const direction = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += inverse[i * n + j] * gradient[j];
    direction[i] = -sum;
  }
  return direction;
}

/** Updates the inverse Hessian in place; false where the step shows no positive curvature. */
function update(inverse: Float64Array, step: Float64Array, change: Float64Array, first: boolean): boolean {
  const n = step.length;
  const curvature = dot(step, change);
  if (!(curvature > CURVATURE_MIN * Math.sqrt(dot(step, step) * dot(change, change)))) return false;
  if (first) {
    const size = curvature / dot(change, change);
    for (let i = 0; i < n; i++) inverse[i * n + i] = size;
  }
  const turned = downhill(inverse, change, n);
  const factor = (1 - dot(turned, change) / curvature) / curvature;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      inverse[i * n + j] +=
        factor * step[i] * step[j] + (turned[i] * step[j] + step[i] * turned[j]) / curvature;
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
