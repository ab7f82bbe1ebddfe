import type { ArimaOrder } from './arima-order.ts';

/** The parts of an order that the search chooses. */
export type Choice = Pick<ArimaOrder, 'p' | 'q' | 'P' | 'Q' | 'constant'>;

export interface SearchLimits {
  readonly pMax: number;
  readonly qMax: number;
  readonly PMax: number;
  readonly QMax: number;
  /** Which models have a constant: each is tried with and without where both are listed. */
  readonly constants: readonly boolean[];
  /** A short series starts from (1, 1) without a season instead of (2, 2)(1, 1). */
  readonly short: boolean;
}

/** A model met by the search, with what it scored; less is better, Infinity is out of the question. */
export interface Visited {
  readonly choice: Choice;
  readonly criterion: number;
}

/** Most models that are tried. */
const MODELS_MAX = 94;
/** Changes of an autoregressive and a moving-average order that are tried around the best model, in this order. */
const CHANGES: readonly (readonly [number, number])[] = [
  [-1, 0],
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
];

/**
 * Stepwise search of Hyndman and Khandakar: from four simple models to the best of them, and then to a neighbour as long
 * as one is better, each model scored once by `score`, which is told the best score so far. Answers all models met, best first.
 * Source: Hyndman & Khandakar (2008), §3.2; starting models, bounds and order of the moves as R forecast 8.20
 * `auto.arima()`.
 */
export function searchOrders(
  limits: SearchLimits,
  score: (choice: Choice, best: number) => number,
): Visited[] {
  const visited = new Map<string, Visited>();
  let best: Visited | undefined;
  const visit = (choice: Choice): Visited => {
    const one = { choice, criterion: score(choice, best?.criterion ?? Number.POSITIVE_INFINITY) };
    visited.set(JSON.stringify(choice), one);
    return one;
  };
  const isNew = (choice: Choice) => isWithin(choice, limits) && !visited.has(JSON.stringify(choice));
  for (const choice of startingModels(limits)) {
    if (!isNew(choice)) continue;
    const one = visit(choice);
    if (!best || one.criterion < best.criterion) best = one;
  }
  for (let moved = best !== undefined; moved && best; ) {
    const centre: Visited = best;
    moved = false;
    for (const choice of neighbours(centre.choice)) {
      if (!isNew(choice) || visited.size >= MODELS_MAX) continue;
      const one = visit(choice);
      if (one.criterion >= centre.criterion) continue;
      best = one;
      moved = true;
      break;
    }
  }
  return [...visited.values()].sort((a, b) => a.criterion - b.criterion);
}

function isWithin({ p, q, P, Q, constant }: Choice, limits: SearchLimits): boolean {
  const { pMax, qMax, PMax, QMax } = limits;
  const high = p > pMax || q > qMax || P > PMax || Q > QMax;
  return Math.min(p, q, P, Q) >= 0 && !high && limits.constants.includes(constant);
}

function startingModels({ pMax, qMax, PMax, QMax, constants, short }: SearchLimits): Choice[] {
  const [plain, seasonal] = short ? [1, 0] : [2, 1];
  const model = (p: number, q: number, P: number, Q: number): Choice => ({
    p: Math.min(p, pMax),
    q: Math.min(q, qMax),
    P: Math.min(P, PMax),
    Q: Math.min(Q, QMax),
    constant: constants.includes(true),
  });
  return [
    model(plain, plain, seasonal, seasonal),
    model(0, 0, 0, 0),
    model(1, 0, 1, 0),
    model(0, 1, 0, 1),
    { ...model(0, 0, 0, 0), constant: false },
  ];
}

/** First with other seasonal orders, then with other plain ones, then with or without the constant. */
function neighbours(choice: Choice): Choice[] {
  const { p, q, P, Q, constant } = choice;
  return [
    ...CHANGES.map(([ar, ma]) => ({ p, q, P: P + ar, Q: Q + ma, constant })),
    ...CHANGES.map(([ar, ma]) => ({ p: p + ar, q: q + ma, P, Q, constant })),
    { ...choice, constant: !constant },
  ];
}
