import { clip } from '../math/clip.ts';
import { spanInWords } from '../words.ts';
import type { BaselineExpert, ExpertRecord } from './expert.ts';

/** A slot follows its last eight or so visits. */
const SLOT_GAIN_LEAST = 0.12;
/** A surprise moves a slot by at most this many spreads. */
const CLIP_SPREADS = 3;
/** While so many seasons have not passed, surprises count in full: there is nothing yet to clip them by. */
const FIRST_SEASONS = 1;
/** A slot's own spread is trusted as if the common one had been seen this many times. */
const SHRINKAGE_VISITS = 3;
/** Visits beyond which a slot's spread is trusted no further. */
const VISITS_MAX = 12;
/** How fast the level common to all slots follows. */
const OFFSET_GAIN = 0.01;
const DEVIATION_RATIO = 1.2533141373155003;

/** State of a season expert: one slot for each position in the season. Plain JSON. */
export interface SeasonState extends ExpertRecord {
  periodMs: number;
  /** Level common to all slots. */
  offset: number;
  /** Per slot: usual value less the offset, usual distance from it as a standard deviation, visits. */
  location: number[];
  deviation: number[];
  visits: number[];
}

/**
 * Robust baseline by position in a season: each slot has an exponentially weighted location and scale.
 *
 * The slot is found from the instant (nearest, counted from the epoch in UTC), not by counting points, so
 * that gaps and late points shift nothing. A slot that was never visited expects what its parent (a shorter
 * season, or the level) expects. Spreads depend on the slot, shrunk towards the common one: busy hours may
 * vary more than quiet ones.
 */
export function createSeasonExpert(state: SeasonState): BaselineExpert {
  const { location, deviation, visits } = state;
  const slots = location.length;
  const slotMs = state.periodMs / slots;
  let slot = 0;
  return {
    name: nameOf(state),
    record: state,
    centre: 0,
    spread: 0,
    weight: 0,
    predict(at, parent, floor) {
      slot = positionOf(at, slotMs, slots);
      const seen = visits[slot];
      this.centre = seen === 0 ? parent : location[slot] + state.offset;
      const trust = Math.max(0, seen - 1);
      const own = (trust * deviation[slot] + SHRINKAGE_VISITS * state.scale.s) / (trust + SHRINKAGE_VISITS);
      this.spread = Math.max(own, floor);
    },
    learn(y) {
      const surprise = y - this.centre;
      const first = state.scale.n < slots * FIRST_SEASONS;
      const firm = first ? surprise : clip(surprise, CLIP_SPREADS * this.spread);
      const seen = visits[slot];
      location[slot] = this.centre - state.offset + firm * Math.max(SLOT_GAIN_LEAST, 1 / (seen + 1));
      if (seen > 0) {
        const size = DEVIATION_RATIO * Math.abs(firm);
        deviation[slot] += (size - deviation[slot]) * Math.max(SLOT_GAIN_LEAST, 1 / seen);
      }
      if (seen > 1) state.offset += OFFSET_GAIN * firm;
      visits[slot] = Math.min(VISITS_MAX, seen + 1);
    },
    moveBy(shift) {
      state.offset += shift;
    },
  };
}

const NAMES = new Map([
  [86_400_000, 'daily season'],
  [604_800_000, 'weekly season'],
]);

/** A season that has no name of its own is called by its length. */
function nameOf({ periodMs }: SeasonState): string {
  return NAMES.get(periodMs) ?? `season of ${spanInWords(periodMs)}`;
}

/** Nearest slot to an instant, counted from the epoch. */
function positionOf(at: number, slotMs: number, slots: number): number {
  const position = Math.round(at / slotMs) % slots;
  return position < 0 ? position + slots : position;
}
