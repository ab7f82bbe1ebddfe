import { type ScaleState, updateScale } from '../math/robust-scale.ts';

/** Points over which an expert's scale is measured. */
const SCALE_MEMORY_POINTS = 250;
/**
 * Each point the evidence keeps this part of itself: an expert is judged by about its last hundred points.
 */
const EVIDENCE_KEPT = 0.99;
/** Degrees of freedom of the Student density by which experts are judged: one wild point decides nothing. */
const DENSITY_FREEDOM = 4;
/** Log-density of what no double can tell. */
const DENSITY_MIN = -1e6;

/** What every expert remembers about its own success. Plain JSON. */
export interface ExpertRecord {
  scale: ScaleState;
  /** Discounted sum of the log-densities that it gave to what then happened. */
  evidence: number;
}

/** One way of expecting the next value. `predict` comes first, then `learn` with what really came. */
export interface Expert {
  /** What a person would call it. */
  readonly name: string;
  readonly record: ExpertRecord;
  /** The expected value and how far from it values usually are, as of the last `predict`. */
  centre: number;
  spread: number;
  /** Weight in the last pool that it was part of, 1 for the best; set by the pool. */
  weight: number;
  /** How far its evidence was behind the best one then. */
  behind: number;
  /**
   * Looks ahead to the instant `at`. `parent` is what a simpler expert expects there, `floor` the least
   * spread that is worth telling from zero.
   */
  predict(at: number, parent: number, floor: number): void;
  /** Takes in the value that came at the instant of the last `predict`. */
  learn(y: number, floor: number): void;
}

/** An expert of what is ordinary for the series in the long run, whose level can be moved to a new regime. */
export interface BaselineExpert extends Expert {
  moveBy(shift: number): void;
}

/** Updates evidence and scale of an expert by the value that came, and lets it learn. */
export function teach(expert: Expert, y: number, floor: number): void {
  const { record } = expert;
  const residual = y - expert.centre;
  if (expert.spread > 0) {
    const z = residual / expert.spread;
    // Student's density to the power -1, but for a constant: spread · (1 + z² / 4)^(5 / 2), with one logarithm.
    const base = 1 + (z * z) / DENSITY_FREEDOM;
    const density = -Math.log(expert.spread * base * base * Math.sqrt(base));
    record.evidence = EVIDENCE_KEPT * record.evidence + Math.max(density, DENSITY_MIN);
  }
  updateScale(record.scale, residual, floor, SCALE_MEMORY_POINTS);
  expert.learn(y, floor);
}
