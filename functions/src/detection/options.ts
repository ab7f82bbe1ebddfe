import { localClock } from './local-clock.ts';
import type { DetectorOptions } from './types.ts';

/** Most seasons a detector keeps, so that its state stays below its limit. */
const SEASONS_MAX = 4;

/** Options with every default filled in; null is "to be found out". Plain JSON. */
export interface ResolvedOptions {
  resolutionMs: number | null;
  seasonLengths: number[] | null;
  sensitivity: number;
  /** Absent for UTC. */
  timeZone?: string;
}

/** Checks options and fills in defaults. Throws RangeError, naming the option, on anything out of range. */
export function resolveOptions(options: DetectorOptions = {}): ResolvedOptions {
  const { resolutionMs = null, seasonLengths = null, sensitivity = 0.5, timeZone } = options;
  checkSensitivity(sensitivity);
  if (resolutionMs !== null && !(resolutionMs > 0 && Number.isFinite(resolutionMs)))
    throw new RangeError(`resolutionMs must be a positive number, not ${resolutionMs}`);
  if (seasonLengths !== null) checkSeasonLengths(seasonLengths);
  if (timeZone !== undefined) checkTimeZone(timeZone);
  const lengths = seasonLengths === null ? null : [...seasonLengths];
  return {
    resolutionMs,
    seasonLengths: lengths,
    sensitivity,
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

/** Throws RangeError unless in [0, 1]. */
export function checkSensitivity(sensitivity: number): void {
  if (!(sensitivity >= 0 && sensitivity <= 1))
    throw new RangeError(`sensitivity must be between 0 and 1, not ${sensitivity}`);
}

function checkTimeZone(timeZone: string): void {
  try {
    localClock(timeZone);
  } catch (cause) {
    throw new RangeError(`timeZone must be the IANA name of a time zone, not ${timeZone}`, { cause });
  }
}

function checkSeasonLengths(seasonLengths: readonly number[]): void {
  if (seasonLengths.length > SEASONS_MAX)
    throw new RangeError(`at most ${SEASONS_MAX} season lengths can be given, not ${seasonLengths.length}`);
  for (const length of seasonLengths)
    if (!(length > 1 && Number.isFinite(length)))
      throw new RangeError(`a season length must be more than 1 step, not ${length}`);
}
