import { z } from 'zod';
import {
  type TimeGptAnswer,
  type TimeGptQuestion,
  type TimeGptSpending,
  TimeGptUnavailable,
} from '../contracts/timegpt-backend.ts';
import type { TokenCount } from '../contracts/token-count.ts';
import { costOf, type TokenPrice } from './price.ts';
import { shareTokens } from './share-tokens.ts';

/** A value that the service could not compute is null. */
const numbers = z.array(z.number().nullable());
const tokens = z.number().int().min(0).default(0);

const forecastSchema = z.object({
  mean: numbers,
  intervals: z.record(z.string(), numbers).nullish(),
  input_tokens: tokens,
  output_tokens: tokens,
  finetune_tokens: tokens,
});

type ForecastAnswer = z.infer<typeof forecastSchema>;

/** Some deployments put the answer into an envelope. */
const enveloped = z.union([z.object({ data: forecastSchema }).transform(({ data }) => data), forecastSchema]);

/**
 * The answers that the JSON of one request's answer holds, one for each question; undefined when it is not what was asked
 * for. A series that lacks a value is unavailable alone, and has cost its share.
 */
export function readReplies(
  json: unknown,
  questions: readonly TimeGptQuestion[],
  { model, price }: { readonly model: string; readonly price: TokenPrice | null },
): TimeGptAnswer[] | undefined {
  const answer = enveloped.safeParse(json).data;
  const [{ h, levels } = { h: 0, levels: [] }] = questions;
  if (answer === undefined) return undefined;
  const sides = levels.map((level) => ({
    level,
    lower: answer.intervals?.[`lo-${level}`] ?? [],
    upper: answer.intervals?.[`hi-${level}`] ?? [],
  }));
  const lists = [answer.mean, ...sides.flatMap(({ lower, upper }) => [lower, upper])];
  if (lists.some(({ length }) => length !== questions.length * h)) return undefined;
  return spendingOf(answer, questions, price).map((spending, place): TimeGptAnswer => {
    const stretch = (list: readonly (number | null)[]) => list.slice(place * h, (place + 1) * h);
    if (lists.some((list) => stretch(list).includes(null)))
      return new TimeGptUnavailable('the answer of TimeGPT lacks values of this series', spending);
    const known = (list: readonly (number | null)[]) => stretch(list).map(Number);
    const intervals = sides.map(({ level, lower, upper }) => ({
      level,
      lower: known(lower),
      upper: known(upper),
    }));
    return { model, mean: known(answer.mean), intervals, ...spending };
  });
}

/**
 * What each series cost: of the tokens that the service counted for the request, those of input and fine-tuning in
 * proportion to the values sent, those of output in equal parts, since all have the same horizon. They add up exactly.
 */
function spendingOf(
  answer: ForecastAnswer,
  questions: readonly TimeGptQuestion[],
  price: TokenPrice | null,
): TimeGptSpending[] {
  const sizes = questions.map(({ y }) => y.length);
  const input = shareTokens(answer.input_tokens, sizes);
  const finetune = shareTokens(answer.finetune_tokens, sizes);
  const output = shareTokens(
    answer.output_tokens,
    sizes.map(() => 1),
  );
  return sizes.map((_, place) => {
    const count: TokenCount = {
      input: input[place] ?? 0,
      output: output[place] ?? 0,
      finetune: finetune[place] ?? 0,
    };
    return { tokens: count, cost: costOf(count, price) };
  });
}
