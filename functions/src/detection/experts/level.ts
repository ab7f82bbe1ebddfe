import { clip } from '../math/clip.ts';
import type { BaselineExpert, ExpertRecord } from './expert.ts';

/** A surprise moves a level by at most this many spreads, so that anomalies cannot carry it away. */
const CLIP_SPREADS = 4;

/** State of a level expert. Plain JSON. */
export interface LevelState extends ExpertRecord {
  /** Weight of the newest value: 1 follows it, near 0 hardly moves. */
  gain: number;
  /** Weight of the newest surprise in the drift; 0 for a level without drift. */
  driftGain: number;
  level: number;
  drift: number;
}

/**
 * Robust exponential smoothing (Gelper, Fried and Croux 2010; with drift Holt 1957): expects the level to go
 * on, and moves it by a part of each surprise, clipped. With gain 1 and drift it is a random walk with drift,
 * which follows counters and trends.
 */
export function createLevelExpert(name: string, state: LevelState): BaselineExpert {
  return {
    name,
    record: state,
    centre: 0,
    spread: 0,
    weight: 1,
    behind: 0,
    predict(_at, _parent, floor) {
      this.centre = state.level + state.drift;
      this.spread = Math.max(state.scale.s, floor);
    },
    learn(y) {
      const surprise = clip(y - this.centre, CLIP_SPREADS * this.spread);
      state.level = this.centre + state.gain * surprise;
      state.drift += state.driftGain * surprise;
    },
    moveBy(shift) {
      state.level += shift;
    },
  };
}
