import { describe, expect, it } from 'vitest';
import { createDetector } from '../detector.ts';
import { createGate } from '../gate.ts';
import { createGaussian, hourMs, seriesOf } from '../testing/series.ts';
import type { Episode, Observation } from '../types.ts';
import { createFeedback, type Feedback, type HeardEpisode, restoreFeedback } from './feedback.ts';
import { hearSeries } from './hear-series.ts';
import type { Lesson } from './lesson.ts';

const day = 24 * hourMs;

/** Eight weeks of a daily season with noise, and what is added at some hours. */
function series(added: Readonly<Record<number, number>>): Observation[] {
  const gaussian = createGaussian(7);
  return seriesOf(
    24 * 56,
    (i) => 100 + 30 * Math.sin((2 * Math.PI * i) / 24) + 3 * gaussian() + (added[i] ?? 0),
  );
}

interface Step {
  readonly after: number;
  readonly lessons: readonly Lesson[];
}

/** The episodes as they stood when last heard of; lessons change with the given points. */
function listen(observations: readonly Observation[], steps: readonly Step[] = []) {
  const detector = createDetector({ resolutionMs: hourMs });
  const gate = createGate();
  let feedback: Feedback = createFeedback([]);
  const heard = new Map<number, HeardEpisode>();
  const everReported = new Set<number>();
  observations.forEach(({ at, value }, index) => {
    const step = steps.find(({ after }) => after === index);
    if (step !== undefined) feedback = restoreFeedback(feedback.serialise(), step.lessons);
    const detection = detector.update(at, value);
    for (const one of feedback.push(detection, gate.push(detection))) {
      heard.set(one.episode.startAt, one);
      if (one.loweredBy === null) everReported.add(one.episode.startAt);
    }
  });
  const rest = { detector: detector.serialise(), gate: gate.serialise() };
  return { heard: [...heard.values()], reported: [...everReported], rest };
}

const hours = { first: 24 * 21 + 5, second: 24 * 35 + 11 };
const twoSpikes = (second = 90) => series({ [hours.first]: 90, [hours.second]: second });
const reportedEpisodes = (heard: readonly HeardEpisode[]): Episode[] =>
  heard.filter(({ loweredBy }) => loweredBy === null).map(({ episode }) => episode);

function lessonOf({ episode, extent }: HeardEpisode, label: Lesson['label'] = 'expected'): Lesson {
  return { anomalyId: 'ano_1', label, labelledAt: episode.startAt + day, startAt: episode.startAt, extent };
}

const first = listen(twoSpikes()).heard[0];
if (first === undefined) throw new Error('the first spike must be found');
const taught = { after: hours.first + 30, lessons: [lessonOf(first)] };

describe('feedback', () => {
  it('without lessons hands on every episode as it is, the very object', () => {
    const detector = createDetector();
    const gate = createGate();
    const feedback = createFeedback([]);
    for (const { at, value } of twoSpikes()) {
      const detection = detector.update(at, value);
      const episodes = gate.push(detection);
      const heard = feedback.push(detection, episodes);
      expect(heard.map(({ loweredBy }) => loweredBy)).toEqual(episodes.map(() => null));
      heard.forEach(({ episode }, index) => {
        expect(episode).toBe(episodes[index]);
      });
    }
  });

  it('lowers a similar episode at another time of day', () => {
    expect(listen(twoSpikes()).reported).toHaveLength(2);
    const { heard, reported } = listen(twoSpikes(), [taught]);
    expect(reported).toEqual([first.episode.startAt]);
    expect(heard.at(-1)?.loweredBy).toBe(taught.lessons[0]);
  });

  it.each([
    ['a larger one', twoSpikes(180)],
    ['one on the other side', twoSpikes(-90)],
  ])('reports %s as if there were no lesson', (_, observations) => {
    const plain = listen(observations);
    const after = listen(observations, [taught]);
    expect(plain.reported).toHaveLength(2);
    expect(after).toEqual(plain);
  });

  it('reports one that outgrows its lesson with the start that it had', () => {
    const growing = series({ [hours.first]: 90, [hours.second]: 90, [hours.second + 1]: 300 });
    const { heard } = listen(growing, [taught]);
    expect(reportedEpisodes(heard)).toEqual(reportedEpisodes(listen(growing).heard));
  });

  it('changes nothing in what detector and gate know', () => {
    expect(listen(twoSpikes(), [taught]).rest).toEqual(listen(twoSpikes()).rest);
  });

  it('is undone by taking the label back, also in the middle of an episode', () => {
    const back = { after: hours.second + 1, lessons: [] };
    const { heard } = listen(twoSpikes(), [taught, back]);
    expect(reportedEpisodes(heard)).toEqual(reportedEpisodes(listen(twoSpikes()).heard));
  });

  it('goes on reporting what it has reported, whatever is labelled meanwhile', () => {
    const observations = series({ [hours.first]: 90, [hours.second]: 90, [hours.second + 1]: 80 });
    const meanwhile = { ...taught, after: hours.second + 1 };
    expect(reportedEpisodes(listen(observations, [meanwhile]).heard)).toEqual(
      reportedEpisodes(listen(observations).heard),
    );
  });

  it('reports similar ones again after a later label "true"', () => {
    const other = {
      ...lessonOf(first, 'true'),
      anomalyId: 'ano_2',
      labelledAt: first.episode.startAt + 2 * day,
    };
    const both = { after: taught.after, lessons: [...taught.lessons, other] };
    expect(listen(twoSpikes(), [both]).reported).toHaveLength(2);
  });

  it('says of a history what it says of a stream', () => {
    const detector = createDetector({ resolutionMs: hourMs });
    const detections = twoSpikes().map(({ at, value }) => detector.update(at, value));
    expect(hearSeries(detections, [])).toEqual(listen(twoSpikes()).heard);
    expect(hearSeries(detections, taught.lessons)).toEqual(listen(twoSpikes(), [taught]).heard);
  });

  it('learns how long a hole was', () => {
    const holes = (second: number) =>
      series({}).filter((_, i) => !(i > 500 && i <= 520) && !(i > 900 && i <= 900 + second));
    const [hole] = listen(holes(20)).heard;
    if (hole === undefined) throw new Error('the hole must be found');
    expect(hole.extent).toMatchObject({ kinds: ['missing'], side: 'none', gapMs: 21 * hourMs });
    const step = { after: 700, lessons: [lessonOf(hole)] };
    expect(listen(holes(22), [step]).reported).toEqual([hole.episode.startAt]);
    expect(listen(holes(60), [step]).reported).toHaveLength(2);
  });

  it('takes an episode that a gate began without it for reported', () => {
    const spiky = createGate();
    const detector = createDetector({ resolutionMs: hourMs });
    let resumed: Feedback | undefined;
    const heard: HeardEpisode[] = [];
    twoSpikes().forEach(({ at, value }, index) => {
      const detection = detector.update(at, value);
      const episodes = spiky.push(detection);
      if (index === hours.second + 1) resumed = createFeedback(taught.lessons);
      heard.push(...(resumed?.push(detection, episodes) ?? []));
    });
    expect(heard.map(({ loweredBy }) => loweredBy)).toEqual([null]);
    expect(heard[0]?.extent).toMatchObject({ kinds: ['spike'], side: 'above' });
  });

  it('refuses a state of another version', () => {
    expect(() => restoreFeedback({ version: 2, lastAt: null, open: null }, [])).toThrow(RangeError);
  });
});
