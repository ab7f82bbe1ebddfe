import { seasonsFor } from './calendar.ts';
import { createOutlookState } from './experts/outlook.ts';
import { createSeason } from './experts/season.ts';
import { type NumberArray, packNumbers, unpackNumbers } from './math/packed-numbers.ts';
import { resolveOptions } from './options.ts';
import { createState, type DetectorState, stateVersion } from './state.ts';

/** A part of a state as plain JSON: numeric arrays are packed into texts, everything else stays as it is. */
export type Stored<Part> = Part extends NumberArray
  ? string
  : Part extends readonly (infer Item)[]
    ? Stored<Item>[]
    : Part extends object
      ? { [Key in keyof Part]: Stored<Part[Key]> }
      : Part;

/** Everything a detector knows, as plain JSON. */
export type StoredState = Stored<DetectorState>;

/** The state as a store keeps it; it shares nothing with the detector. */
export function storeState(state: DetectorState): StoredState {
  return stored(state);
}

function stored<Part>(part: Part): Stored<Part>;
function stored(part: unknown): unknown {
  if (isNumberArray(part)) return packNumbers(part);
  if (Array.isArray(part)) return part.map((item) => stored(item));
  if (typeof part === 'object' && part !== null)
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, stored(value)]));
  // JSON knows no -0.
  return part === 0 ? 0 : part;
}

/**
 * The state that was stored. Throws RangeError, naming the field, on a state of another version, and on one that no
 * detector of this version could have stored.
 */
export function unstoreState(from: StoredState): DetectorState {
  if (from.version !== stateVersion)
    throw new RangeError(`detector state must be of version ${stateVersion}, not ${from.version}`);
  if (typeof from.options !== 'object' || from.options === null)
    throw new RangeError('detector state.options must be an object');
  const { resolutionMs, seasonLengths, sensitivity, timeZone } = from.options;
  const state = createState(
    resolveOptions({
      sensitivity,
      ...(resolutionMs === null ? {} : { resolutionMs }),
      ...(seasonLengths === null ? {} : { seasonLengths }),
      ...(timeZone === undefined ? {} : { timeZone }),
    }),
  );
  const seasons = seasonsFor(state.options.seasonLengths, from.resolutionMs);
  state.seasons = seasons.map((season) => createSeason(season, 0));
  if (from.outlook !== undefined) state.outlook = createOutlookState();
  fill(state, from, 'detector state');
  return state;
}

/** Fills an empty part with what was stored of it; what is null in it may be a number. */
function fill<Part extends object>(part: Part, from: unknown, name: string): void {
  if (typeof from !== 'object' || from === null) throw new RangeError(`${name} must be an object`);
  const [empty, given] = [part as Record<string, unknown>, from as Record<string, unknown>];
  for (const key of Object.keys(empty)) {
    const [was, value, path] = [empty[key], given[key], `${name}.${key}`];
    if (key === 'options') continue;
    if (isNumberArray(was)) {
      if (typeof value !== 'string' || !unpackNumbers(value, was))
        throw new RangeError(`${path} must be up to ${was.length} packed numbers`);
    } else if (Array.isArray(was)) fillList(was, value, path);
    else if (typeof was === 'object' && was !== null) fill(was, value, path);
    else if (typeof was === 'string') {
      if (value !== was) throw new RangeError(`${path} must be ${was}, not ${value}`);
    } else if (typeof was === 'boolean') {
      if (typeof value !== 'boolean') throw new RangeError(`${path} must be a boolean, not ${value}`);
      empty[key] = value;
    } else {
      if (!(Number.isFinite(value) || (was === null && value === null)))
        throw new RangeError(`${path} must be a finite number, not ${value}`);
      empty[key] = value;
    }
  }
}

/** Seasons are there already; the distances of the first points are not. */
function fillList(list: unknown[], from: unknown, name: string): void {
  if (!Array.isArray(from)) throw new RangeError(`${name} must be an array`);
  if (list.length === 0 && from.every(Number.isFinite)) list.push(...from);
  if (list.length !== from.length) throw new RangeError(`${name} must be of length ${list.length}`);
  from.forEach((item, k) => {
    const was = list[k];
    if (typeof was === 'object' && was !== null) fill(was, item, `${name}.${k}`);
  });
}

const isNumberArray = (part: unknown): part is NumberArray =>
  part instanceof Float64Array || part instanceof Float32Array || part instanceof Uint8Array;
