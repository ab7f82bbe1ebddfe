import { createShoulder, type ShoulderState, settleShoulder, shoulderDecades } from '../math/shoulder.ts';
import { createShape, createShapeWork, observeShape, type ShapeState, type ShapeWork } from './shape.ts';
import {
  createNovelty,
  createValueMemory,
  meetValue,
  type Novelty,
  type ValueMemoryState,
} from './value-memory.ts';

/** Most decades that the memory gives. */
const DECADES_MAX = 8;
/** A novelty of 1 / so much of the range is worth the decades of one doubling. */
const NOVELTY_STEPS = 100;
const DECADES_A_DOUBLING = 4 / 3;
/** A series this young is still finding its range: a decade less for each power of ten that is lacking. */
const YOUNG_POINTS = 1000;

/** What a series has been, apart from any expectation. */
export interface MemoryState {
  /** Values, and means of the last three: the second finds what noise hides in single values. */
  values: ValueMemoryState;
  means: ValueMemoryState;
  shape: ShapeState;
  distances: ShoulderState;
}

/** What the memory finds in a point. */
export interface MemoryFinding {
  decades: number;
  /** Whether a value or a course of values is what was never there. */
  sort: 'value' | 'shape';
  /** The value, or the mean of three, whichever is newer. */
  novelty: Novelty;
  /** The value alone. */
  single: Novelty;
}

/** Work space of one detector, with what was found last. */
export interface MemoryWork {
  readonly shape: ShapeWork;
  readonly several: Novelty;
  readonly finding: MemoryFinding;
}

/** Work space. */
export function createMemoryWork(): MemoryWork {
  const single = createNovelty();
  const finding: MemoryFinding = { decades: 0, sort: 'value', novelty: single, single };
  return { shape: createShapeWork(), several: createNovelty(), finding };
}

/** A memory of nothing. */
export function createMemory(): MemoryState {
  return {
    values: createValueMemory(),
    means: createValueMemory(),
    shape: createShape(),
    distances: createShoulder(),
  };
}

/**
 * The second view of a point: not how far it is from what was expected, but whether the series has ever been
 * there. `y` is the value, `point` its number from 0. Takes the point in; what it finds stands until the next one.
 *
 * The decades of a novelty are a convention that was set on real and generated series, not a frequency: 7 % of
 * the range is 4 decades, 31 % is 6.7.
 */
export function consultMemory(
  state: MemoryState,
  work: MemoryWork,
  y: number,
  point: number,
): Readonly<MemoryFinding> {
  const { several, finding } = work;
  const { single } = finding;
  meetValue(state.values, single, y, point);
  meetValue(state.means, several, meanOfThree(state.shape, y), point);
  finding.novelty = several.distance > single.distance ? several : single;
  const distance = observeShape(state.shape, work.shape, y);
  const byShape = shoulderDecades(state.distances, distance);
  if (distance > 0) settleShoulder(state.distances, distance, byShape);
  const byValue = noveltyDecades(finding.novelty.distance, point);
  finding.decades = Math.min(DECADES_MAX, Math.max(byValue, byShape));
  finding.sort = byShape > byValue ? 'shape' : 'value';
  return finding;
}

function noveltyDecades(novelty: number, point: number): number {
  const grown = Math.min(DECADES_MAX, DECADES_A_DOUBLING * Math.log2(1 + NOVELTY_STEPS * novelty));
  if (point + 1 >= YOUNG_POINTS) return grown;
  return Math.max(0, grown - Math.log10(YOUNG_POINTS / (point + 1)));
}

/** Mean of `y` and the two values before it, as far as there are any. The past does not hold `y` yet. */
function meanOfThree({ past, filled }: ShapeState, y: number): number {
  if (filled === 0) return y;
  return filled === 1 ? (y + past[0]) / 2 : (y + past[0] + past[1]) / 3;
}
