import { z } from 'zod';
import type { TimeGptQuestion, TimeGptReply } from '../contracts/timegpt-backend.ts';

const numbers = z.array(z.number());
const tokens = z.number().int().min(0).default(0);

const forecastSchema = z.object({
  mean: numbers,
  intervals: z.record(z.string(), numbers).nullish(),
  input_tokens: tokens,
  output_tokens: tokens,
  finetune_tokens: tokens,
});

/** Some deployments put the answer into an envelope. */
const enveloped = z.union([z.object({ data: forecastSchema }).transform(({ data }) => data), forecastSchema]);

/** The reply that an answer's JSON holds; undefined when it is not what the question asked for. */
export function readReply(
  json: unknown,
  { h, levels }: TimeGptQuestion,
  model: string,
): TimeGptReply | undefined {
  const answer = enveloped.safeParse(json).data;
  if (answer === undefined || answer.mean.length !== h) return undefined;
  const intervals = levels.map((level) => ({
    level,
    lower: answer.intervals?.[`lo-${level}`] ?? [],
    upper: answer.intervals?.[`hi-${level}`] ?? [],
  }));
  if (intervals.some(({ lower, upper }) => lower.length !== h || upper.length !== h)) return undefined;
  return {
    model,
    mean: answer.mean,
    intervals,
    tokens: {
      input: answer.input_tokens,
      output: answer.output_tokens,
      finetune: answer.finetune_tokens,
    },
  };
}
