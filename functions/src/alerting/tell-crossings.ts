import type { CrossingAnswer, CrossingQuestion } from '../contracts/chances.ts';
import type { Forecast } from '../contracts/forecast.ts';
import { crossings } from '../forecasting/index.ts';
import { chancesOf } from './kept-distribution.ts';

/** What crossings are told of. */
export type CrossingSource = Pick<Forecast, 'points' | 'errorCorrelation' | 'distribution' | 'card'>;

/**
 * How probably, and when, a kept forecast crosses thresholds within a time after the newest observation that it saw, all
 * on the same paths. Without points, and in a time that holds none, the probability is 0.
 */
export function tellCrossings(
  forecast: CrossingSource,
  questions: readonly CrossingQuestion[],
): CrossingAnswer[] {
  if (questions.length === 0) return [];
  const { to, lastValue } = forecast.card.history;
  const found = crossings(
    chancesOf(forecast),
    questions.map(({ threshold, direction, withinSeconds }) => ({
      threshold,
      direction,
      ...(withinSeconds === undefined ? {} : { until: to.getTime() + withinSeconds * 1_000 }),
    })),
  );
  return questions.map(({ threshold, direction, withinSeconds = null }, index) => {
    const { probability = 0, at = null, earliest = null, latest = null } = found[index] ?? {};
    return {
      threshold,
      direction,
      withinSeconds,
      probability,
      alreadyCrossed: lastValue === null ? null : isAcross(lastValue, threshold, direction),
      at: dateOrNull(at),
      earliest: dateOrNull(earliest),
      latest: dateOrNull(latest),
    };
  });
}

/** The answer to one question. */
export function tellCrossing(forecast: CrossingSource, question: CrossingQuestion): CrossingAnswer {
  const [told] = tellCrossings(forecast, [question]);
  if (told === undefined) throw new Error('one question has one answer');
  return told;
}

const isAcross = (value: number, threshold: number, direction: CrossingQuestion['direction']): boolean =>
  direction === 'above' ? value >= threshold : value <= threshold;

const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
