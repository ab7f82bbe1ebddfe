/** What the search may spend: evaluations of the function, and the spread of values at which it stops. */
export interface NelderMeadOptions {
  readonly evaluationsMax: number;
  /** Stop when the worst and the best vertex differ by less than this share of the best, as suits sums of squares. */
  readonly relativeTolerance?: number;
  /** Stop when they differ by less than this, as suits log likelihoods: their own size depends on the unit. */
  readonly absoluteTolerance?: number;
  /** Edge of the first simplex, in units of the arguments. */
  readonly step: number;
}

interface Vertex {
  x: number[];
  value: number;
}

/**
 * Downhill simplex: which `x` makes `f` least, without derivatives? Starts from `start` and is deterministic. `f` may
 * answer Infinity where it is not defined; it must not keep the array that it is handed, which is used again.
 * Source: Nelder & Mead (1965), with the coefficients 1, 2, ½, ½; ties go to the earlier vertex.
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions,
): { readonly x: readonly number[]; readonly value: number } {
  const search = new Simplex(f, start, options.step);
  while (search.evaluations < options.evaluationsMax && !search.converged(options)) search.advance();
  return search.best;
}

/** Vertices in ascending order of value, and two spare ones so that a step allocates nothing. */
class Simplex {
  evaluations = 0;
  private readonly f: (x: readonly number[]) => number;
  private readonly vertices: Vertex[];
  private readonly centre: number[];
  private first: Vertex;
  private second: Vertex;

  constructor(f: (x: readonly number[]) => number, start: readonly number[], step: number) {
    this.f = f;
    this.centre = [...start];
    this.first = { x: [...start], value: 0 };
    this.second = { x: [...start], value: 0 };
    const corners = [start, ...start.map((_, i) => start.map((v, j) => (i === j ? v + step : v)))];
    this.vertices = corners.map((x) => this.evaluate({ x: [...x], value: 0 }));
    this.sort();
  }

  get best(): Vertex {
    return this.vertices[0];
  }

  private get worst(): Vertex {
    return this.vertices[this.vertices.length - 1];
  }

  converged({ relativeTolerance = 0, absoluteTolerance = 0 }: NelderMeadOptions): boolean {
    const tolerance = Math.max(absoluteTolerance, relativeTolerance * Math.abs(this.best.value));
    return this.worst.value - this.best.value <= tolerance;
  }

  advance(): void {
    this.findCentre();
    const reflected = this.along(1, this.first);
    if (reflected.value < this.best.value) {
      const expanded = this.along(2, this.second);
      this.replaceWorst(expanded.value < reflected.value ? expanded : reflected);
    } else if (reflected.value < this.vertices[this.vertices.length - 2].value) this.replaceWorst(reflected);
    else {
      const contracted = this.along(reflected.value < this.worst.value ? 0.5 : -0.5, this.second);
      if (contracted.value < Math.min(reflected.value, this.worst.value)) this.replaceWorst(contracted);
      else this.shrink();
    }
    this.sort();
  }

  private evaluate(vertex: Vertex): Vertex {
    this.evaluations++;
    vertex.value = this.f(vertex.x);
    return vertex;
  }

  private findCentre(): void {
    const last = this.centre.length;
    for (let i = 0; i < last; i++) {
      let sum = 0;
      for (let v = 0; v < last; v++) sum += this.vertices[v].x[i];
      this.centre[i] = sum / last;
    }
  }

  /** The vertex at `distance` beyond the centre, seen from the worst. */
  private along(distance: number, into: Vertex): Vertex {
    const { x } = this.worst;
    for (let i = 0; i < x.length; i++) into.x[i] = this.centre[i] + distance * (this.centre[i] - x[i]);
    return this.evaluate(into);
  }

  private replaceWorst(vertex: Vertex): void {
    const spare = this.worst;
    this.vertices[this.vertices.length - 1] = vertex;
    if (vertex === this.first) this.first = spare;
    else this.second = spare;
  }

  private shrink(): void {
    const { x } = this.best;
    for (const vertex of this.vertices.slice(1)) {
      for (let i = 0; i < x.length; i++) vertex.x[i] = x[i] + (vertex.x[i] - x[i]) / 2;
      this.evaluate(vertex);
    }
  }

  /** Insertion sort: stable, and nearly nothing to do. */
  private sort(): void {
    for (let i = 1; i < this.vertices.length; i++) {
      const vertex = this.vertices[i];
      let j = i - 1;
      for (; j >= 0 && this.vertices[j].value > vertex.value; j--) this.vertices[j + 1] = this.vertices[j];
      this.vertices[j + 1] = vertex;
    }
  }
}
