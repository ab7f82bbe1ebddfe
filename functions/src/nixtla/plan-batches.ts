import type { TimeGptQuestion } from '../contracts/timegpt-backend.ts';

/** Series of one request. */
const seriesMax = 1_000;

/** Values that one request carries: a double has up to 25 characters in JSON, so at most 2.5 MB. */
export const valuesMax = 100_000;

/** Numbers that the answer to one request holds: so many stay within the length that is read. */
export const answerNumbersMax = 100_000;

/**
 * Which questions go into which request: places in `questions`, in their order. A request has one frequency, horizon and
 * list of levels, and bounded length both ways; a question longer than that goes alone.
 */
export function planBatches(questions: readonly TimeGptQuestion[]): number[][] {
  const batches: number[][] = [];
  const open = new Map<string, { places: number[]; values: number; numbers: number }>();
  questions.forEach(({ y, freq, h, levels }, place) => {
    const key = JSON.stringify([freq, h, levels]);
    const numbers = h * (1 + 2 * levels.length);
    const batch = open.get(key);
    const fits =
      batch !== undefined &&
      batch.places.length < seriesMax &&
      batch.values + y.length <= valuesMax &&
      batch.numbers + numbers <= answerNumbersMax;
    if (fits) {
      batch.places.push(place);
      batch.values += y.length;
      batch.numbers += numbers;
      return;
    }
    const places = [place];
    batches.push(places);
    open.set(key, { places, values: y.length, numbers });
  });
  return batches;
}
