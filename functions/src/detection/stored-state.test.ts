import { describe, expect, it } from 'vitest';
import { createDetector, restoreDetector } from './detector.ts';
import type { StoredState } from './stored-state.ts';
import { businessHours } from './testing/series.ts';

const detector = createDetector({ seasonLengths: [24, 168] });
for (const { at, value } of businessHours(600, 3))
  detector.update(at, value, { median: value, below: 1, above: 1, madeAt: 0 });
const whole = detector.serialise();

/** The stored state with one field replaced, given by its path. */
function withField(path: string, value: unknown): StoredState {
  const copy = structuredClone(whole);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let part = copy as unknown as Record<string, unknown>;
  for (const key of keys) part = part[key] as Record<string, unknown>;
  part[last] = value;
  return copy;
}

describe('a stored state', () => {
  it('is plain JSON, and what is restored from it is stored as the same', () => {
    const back = JSON.parse(JSON.stringify(whole)) as StoredState;
    expect(back).toEqual(whole);
    expect(restoreDetector(back).serialise()).toEqual(whole);
  });

  it('shares nothing with the detector', () => {
    const before = JSON.stringify(whole);
    const last = detector.update(Date.UTC(2100, 0, 1), 1e6);
    expect(last.verdict).not.toBe('inconclusive');
    expect(JSON.stringify(whole)).toBe(before);
  });

  it.each([
    ['version', 2, 'detector state must be of version 3, not 2'],
    ['options', undefined, 'detector state.options must be an object'],
    ['options.sensitivity', 2, 'sensitivity must be between 0 and 1, not 2'],
    ['seen', null, 'detector state.seen must be a finite number, not null'],
    ['steady.scale.s', '1', 'detector state.steady.scale.s must be a finite number, not 1'],
    ['flatLine', 7, 'detector state.flatLine must be an object'],
    ['row.relative.prior', 'none', 'detector state.row.relative.prior must be heavy, not none'],
    ['drift.absolute.tail.up', 'A*', 'detector state.drift.absolute.tail.up must be up to 60 packed numbers'],
    ['seasons.0.visits', [1], 'detector state.seasons.0.visits must be up to 24 packed numbers'],
    ['seasons', [], 'detector state.seasons must be of length 2'],
    ['distances', {}, 'detector state.distances must be an array'],
    ['outlook.madeAt', 'x', 'detector state.outlook.madeAt must be a finite number, not x'],
    ['memory.values.n', undefined, 'detector state.memory.values.n must be a finite number, not undefined'],
  ])('is refused with a wrong %s', (path, value, message) => {
    expect(() => restoreDetector(withField(path, value))).toThrow(new RangeError(message));
  });
});

describe('a detector that was given the largest numbers there are', () => {
  const huge = Number.MAX_VALUE;

  it.each([
    [{}, (i: number) => (i % 3 === 0 ? -huge : i % 7 === 0 ? 1e-300 : huge), 1],
    [{ resolutionMs: 3_600_000, seasonLengths: [24] }, (i: number) => (i % 5 === 0 ? -1e-320 : huge), 1e295],
    [{ resolutionMs: 1e-300 }, (i: number) => (i % 2 === 0 ? huge : -huge), 1e290],
  ])('can be stored and goes on as it would have: %j', (options, valueAt, stretch) => {
    const one = createDetector(options);
    for (let i = 0; i < 1000; i++) one.update(i * 3_600_000 * (i < 700 ? 1 : stretch), valueAt(i));
    const other = restoreDetector(JSON.parse(JSON.stringify(one.serialise())));
    expect(other.update(huge, 5)).toEqual(one.update(huge, 5));
    expect(other.serialise()).toEqual(one.serialise());
  });

  it('knows distances from one end of time to the other', () => {
    const one = createDetector();
    for (const at of [-huge, huge]) one.update(at, at);
    expect(restoreDetector(one.serialise()).serialise()).toEqual(one.serialise());
  });
});
