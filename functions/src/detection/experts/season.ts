import type { Season } from '../calendar.ts';
import { clip } from '../math/clip.ts';
import { createScale } from '../math/robust-scale.ts';
import { shortenTo32, shortenTo48 } from '../math/shorten.ts';
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
/** So many slots from the epoch on, doubles no longer count them one by one. */
const COUNTED_SLOTS = 2 ** 50;
const DEVIATION_RATIO = 1.2533141373155003;

/** State of a season expert: one slot for each position in the season. */
export interface SeasonState extends ExpertRecord {
  periodMs: number;
  /** Level common to all slots. */
  offset: number;
  /**
   * Per slot: usual value less the offset, usual distance from it as a standard deviation, visits. The first two are held
   * to 48 and 32 bits: they are most of what is stored, and no slot knows its value better than that.
   */
  location: Float64Array;
  deviation: Float64Array;
  visits: Uint8Array;
}

/** A season that was never seen. `evidence` is what the expert starts with. */
export function createSeason({ periodMs, slots }: Season, evidence: number): SeasonState {
  return {
    scale: createScale(),
    evidence,
    periodMs,
    offset: 0,
    location: new Float64Array(slots),
    deviation: new Float64Array(slots),
    visits: new Uint8Array(slots),
  };
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
    weight: 1,
    behind: 0,
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
      const moved = this.centre - state.offset + firm * Math.max(SLOT_GAIN_LEAST, 1 / (seen + 1));
      location[slot] = shortenTo48(moved);
      if (seen > 0) {
        const size = DEVIATION_RATIO * Math.abs(firm);
        const gain = Math.max(SLOT_GAIN_LEAST, 1 / seen);
        deviation[slot] = shortenTo32(deviation[slot] + (size - deviation[slot]) * gain);
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

/** Nearest slot to an instant, counted from the epoch. Up to 2^50 slots from it without `%`, which is slow on doubles. */
function positionOf(at: number, slotMs: number, slots: number): number {
  const position = Math.round(at / slotMs);
  if (Math.abs(position) < COUNTED_SLOTS) return position - slots * Math.floor(position / slots);
  const rest = position % slots;
  return rest < 0 ? rest + slots : rest;
}
