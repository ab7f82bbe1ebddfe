import { expect, it } from 'vitest';
import { createGate, type Gate, restoreGate } from './gate.ts';
import type { Detection, Verdict } from './types.ts';

function detection(at: number, verdict: Verdict, score = verdict === 'anomalous' ? 0.6 : 0.1): Detection {
  const anomalous = verdict === 'anomalous';
  return {
    at,
    value: 10 * at,
    verdict,
    score,
    valueScore: score,
    severity: anomalous ? 'low' : 'none',
    expected: 5,
    lower: 1,
    upper: 9,
    kind: anomalous ? 'spike' : null,
    expert: null,
    since: anomalous ? at : null,
    explanation: `point ${at}`,
  };
}

/** Pushes one detection for each letter: a anomalous, n normal, i inconclusive. */
function pushAll(gate: Gate, letters: string, from = 0) {
  const verdicts = { a: 'anomalous', n: 'normal', i: 'inconclusive' } as const;
  return [...letters].map((letter, i) => gate.push(detection(from + i, verdicts[letter as 'a' | 'n' | 'i'])));
}

it('says nothing while all is normal', () => {
  expect(pushAll(createGate(), 'nnninn').flat()).toEqual([]);
});

it('merges a run into one episode with start, peak and end', () => {
  const gate = createGate({ calmPoints: 1 });
  const [began] = gate.push(detection(1, 'anomalous', 0.6));
  expect(began).toMatchObject({ startAt: 1, peakAt: 1, endAt: null, points: 1 });
  const [grown] = gate.push(detection(2, 'anomalous', 0.9));
  expect(grown).toMatchObject({
    startAt: 1,
    peakAt: 2,
    peakScore: 0.9,
    peakValue: 20,
    endAt: null,
    points: 2,
  });
  gate.push(detection(3, 'anomalous', 0.7));
  expect(gate.push(detection(4, 'normal'))).toEqual([]);
  const [ended] = gate.push(detection(5, 'normal'));
  expect(ended).toMatchObject({ startAt: 1, peakAt: 2, endAt: 3, points: 3, explanation: 'point 2' });
});

it('outlasts a short calm, and begins a new episode after a long one', () => {
  const starts = (letters: string) =>
    new Set(
      pushAll(createGate({ calmPoints: 2 }), letters)
        .flat()
        .map((episode) => episode.startAt),
    );
  expect(starts('annann')).toEqual(new Set([0]));
  expect(starts('annnan')).toEqual(new Set([0, 4]));
});

it('neither calms nor grows on inconclusive detections', () => {
  const changes = pushAll(createGate({ calmPoints: 0 }), 'aiiiia').flat();
  expect(changes.map(({ startAt, points }) => [startAt, points])).toEqual([
    [0, 1],
    [0, 2],
  ]);
});

it('ends an episode at its last anomalous point, once', () => {
  const changes = pushAll(createGate({ calmPoints: 1 }), 'aannnn');
  expect(changes.map((episodes) => episodes.length)).toEqual([1, 1, 0, 1, 0, 0]);
  expect(changes[3][0].endAt).toBe(1);
});

it('continues from its state as if it had never stopped', () => {
  const letters = 'nanaannnnnnnaan';
  for (let cut = 0; cut < letters.length; cut++) {
    const whole = createGate();
    const expected = pushAll(whole, letters).slice(cut);
    const before = createGate();
    pushAll(before, letters.slice(0, cut));
    const after = restoreGate(JSON.parse(JSON.stringify(before.serialise())));
    expect(pushAll(after, letters.slice(cut), cut)).toEqual(expected);
  }
});

it.each([-1, 1.5, Number.NaN])('refuses %d calm points', (calmPoints) => {
  expect(() => createGate({ calmPoints })).toThrow(RangeError);
});

it('refuses a state of another version', () => {
  expect(() => restoreGate({ ...createGate().serialise(), version: 99 })).toThrow(/version 2, not 99/);
});

/** How many episodes there are in detections with these scores, anomalous from 0.5 on. */
function episodesIn(scores: readonly number[]): number {
  const gate = createGate();
  const found = scores.flatMap((score, at) =>
    gate.push(detection(at, score >= 0.5 ? 'anomalous' : 'normal', score)),
  );
  return new Set(found.map(({ startAt }) => startAt)).size;
}

/** Alert scores of detections with these scores, anomalous from 0.5 on. */
function alertScores(scores: readonly number[], gate = createGate()): number[] {
  return scores.map((score, at) => {
    gate.push(detection(at, score >= 0.5 ? 'anomalous' : 'normal', score));
    return gate.alertScore;
  });
}

it('gives the score of an alert where an episode begins, and where it becomes rarer by a decade', () => {
  const scores = alertScores([0.2, 0.6, 0.65, 0.8, 0.85, 0.2]);
  expect(scores.map((score) => score >= 0.5)).toEqual([false, true, false, true, false, false]);
  expect(scores[1]).toBe(0.6);
  expect(scores[3]).toBe(0.8);
});

it('keeps the order of what is no news, above all that is normal', () => {
  const [, , low, high, normal] = alertScores([0.2, 0.9, 0.6, 0.7, 0.49]);
  expect(low).toBeLessThan(high);
  expect(high).toBeLessThan(0.5);
  expect(normal).toBeLessThan(low);
});

it('holds back what is no rarer for 96 points after the last news, whatever the episodes', () => {
  const quiet = (n: number) => Array.from({ length: n }, () => 0.1);
  const scores = alertScores([
    0.6,
    ...quiet(40),
    0.6,
    ...quiet(10),
    0.8,
    ...quiet(90),
    0.7,
    ...quiet(10),
    0.7,
  ]);
  expect(scores.flatMap((score, at) => (score >= 0.5 ? [at] : []))).toEqual([0, 52, 154]);
});

it('lets what is nearly anomalous keep an episode from calming down', () => {
  const restless = [0.6, ...Array.from({ length: 20 }, () => 0.45), 0.6];
  const calm = [0.6, ...Array.from({ length: 20 }, () => 0.3), 0.6];
  expect(episodesIn(restless)).toBe(1);
  expect(episodesIn(calm)).toBe(2);
});

it('gives no alert score to a hole, whose value may be ordinary', () => {
  const gate = createGate();
  gate.push({ ...detection(1, 'anomalous', 0.9), valueScore: 0.1, kind: 'missing' });
  expect(gate.alertScore).toBeLessThan(0.5);
});

it('calls an episode by what lasts, and among equal scores takes the value farthest from what was expected', () => {
  const gate = createGate();
  let last = gate.push(detection(1, 'anomalous', 1));
  for (let at = 2; at <= 6; at++)
    last = gate.push({ ...detection(at, 'anomalous', 1), kind: 'level-shift', explanation: 'shifted' });
  expect(last[0]).toMatchObject({ kind: 'level-shift', explanation: 'shifted', peakAt: 6, peakValue: 60 });
});

it('tells of what lasts and, where that was before it, of its peak, by what and how rare', () => {
  const gate = createGate();
  const spike = 'value 10 is above 1 to 9; about 1 in 7 is; it is new';
  let last = gate.push({ ...detection(1, 'anomalous', 0.9), explanation: spike });
  for (let at = 2; at <= 7; at++)
    last = gate.push({
      ...detection(at, 'anomalous', 0.6),
      kind: 'level-shift',
      explanation: `shifted by ${at}`,
    });
  expect(last[0]).toMatchObject({
    kind: 'level-shift',
    peakAt: 1,
    explanation: 'shifted by 5; at its peak: value 10 is above 1 to 9; about 1 in 7 is',
  });
});

it('goes on with another sensitivity when restored with one', () => {
  const state = createGate().serialise();
  const gate = restoreGate(state, { sensitivity: 0 });
  gate.push(detection(1, 'normal', 0.6));
  expect(gate.alertScore).toBeLessThan(0.6);
  expect(gate.serialise().sensitivity).toBe(0);
  expect(() => restoreGate(state, { sensitivity: 2 })).toThrow(RangeError);
});
