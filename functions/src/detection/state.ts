import { createFlatLine, type FlatLineState } from './channels/flat-line.ts';
import { createMovingMean, type MovingMeanState } from './channels/moving-mean.ts';
import { createRow, type RowState } from './channels/row.ts';
import type { LevelState } from './experts/level.ts';
import type { OutlookState } from './experts/outlook.ts';
import type { SeasonState } from './experts/season.ts';
import { createHabits, type HabitsState } from './habits.ts';
import { createScale } from './math/robust-scale.ts';
import { createTail, type TailState } from './math/tail-model.ts';
import { createMemory, type MemoryState } from './memory/memory.ts';
import type { ResolvedOptions } from './options.ts';

/** Version of the shape below; a state of another version is refused, and its series must be replayed. */
export const stateVersion = 3;

/**
 * Everything a detector knows. Values are held less `origin`, the first value of the series. `StoredState` is the same as
 * plain JSON.
 */
export interface DetectorState {
  version: number;
  options: ResolvedOptions;
  /** Points taken in. */
  seen: number;
  origin: number;
  lastAt: number | null;
  lastValue: number;
  /** Start of the current run of anomalous points. */
  since: number | null;
  /** Resolution in use, or null with the distances seen so far while it is being inferred. */
  resolutionMs: number | null;
  distances: number[];
  /** Typical small step of the series; 0 while it has never changed. */
  quantum: number;
  /** Points in a row that the slow path found shifted, negative when downwards, and their mean distance. */
  shiftRun: number;
  shiftMean: number;
  latest: LevelState;
  recent: LevelState;
  steady: LevelState;
  seasons: SeasonState[];
  /** Absent until a forecast has come. */
  outlook?: OutlookState;
  /** The fast path. */
  row: RowState;
  /** The slow paths: the level over an hour or so and over a season, and the size of surprises over a season. */
  drift: MovingMeanState;
  tide: MovingMeanState;
  swell: MovingMeanState;
  /** Usual size of a surprise, in spreads and in the unit of the series. */
  usualZ: number;
  usualSize: number;
  /** The largest surprise of late, in spreads, and the points since. */
  jolt: number;
  joltAge: number;
  flatLine: FlatLineState;
  gap: TailState;
  /** Where the series has been. */
  memory: MemoryState;
  /** What is told of it. */
  habits: HabitsState;
}

/** The state of a detector that has seen nothing. */
export function createState(options: ResolvedOptions): DetectorState {
  return {
    version: stateVersion,
    options,
    seen: 0,
    origin: 0,
    lastAt: null,
    lastValue: 0,
    since: null,
    resolutionMs: null,
    distances: [],
    quantum: 0,
    shiftRun: 0,
    shiftMean: 0,
    latest: createLevel(1, 0.02),
    recent: createLevel(0.2, 0),
    steady: createLevel(0.01, 0),
    seasons: [],
    row: createRow(),
    drift: createMovingMean(),
    tide: createMovingMean(),
    swell: createMovingMean(),
    usualZ: 0,
    usualSize: 0,
    jolt: 0,
    joltAge: 0,
    flatLine: createFlatLine(),
    gap: createTail('heavy', 1),
    memory: createMemory(),
    habits: createHabits(),
  };
}

/** A copy that shares nothing, through JSON, so that what is kept is exactly what a store would keep. */
export function copyState<State extends object>(state: State): State {
  return JSON.parse(JSON.stringify(state));
}

function createLevel(gain: number, driftGain: number): LevelState {
  return { scale: createScale(), evidence: 0, gain, driftGain, level: 0, drift: 0 };
}
