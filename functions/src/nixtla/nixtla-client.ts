import { setTimeout } from 'node:timers/promises';
import type { TimeGpt, TimeGptQuestion, TimeGptReply } from '../contracts/timegpt-backend.ts';
import { type Failure, malformedFailure } from './failure.ts';
import type { Patience } from './patience.ts';
import { postJson, type Target } from './post-json.ts';
import { readReply } from './reply.ts';

/** Where Nixtla's API is, and for whom it works. The key goes into one header and nowhere else. */
export interface NixtlaAccount {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

/** Time, which tests replace. */
export interface Timers {
  /** Milliseconds that only grow. */
  clock(): number;
  sleep(ms: number): Promise<void>;
}

const realTimers: Timers = {
  clock: () => performance.now(),
  sleep: async (ms) => {
    await setTimeout(ms);
  },
};

/** After a failure that other series would meet too, nobody is asked for this long: a run of a thousand must not wait a thousand times. */
const restMs = 600_000;

/**
 * TimeGPT through Nixtla's API v2. Sends the same request again where Nixtla's own client does, within `patience`; when
 * that is used up, or the account is at fault, the questions of the next ten minutes fail at once with the same reason.
 */
export function nixtlaClient(
  { baseUrl, apiKey, model }: NixtlaAccount,
  patience: Patience,
  timers: Timers = realTimers,
): TimeGpt {
  const target: Target = {
    url: `${baseUrl.replace(/\/+$/, '')}/v2/forecast`,
    apiKey,
    model,
    timeoutMs: patience.timeoutMs,
  };
  let resting: { readonly failure: Failure; readonly until: number } | undefined;
  return {
    async forecast(question) {
      if (resting !== undefined && timers.clock() < resting.until) throw resting.failure.error;
      const result = await attempts(() => ask(target, question), patience, timers);
      if ('reply' in result) return result.reply;
      resting = result.failure.general
        ? { failure: result.failure, until: timers.clock() + restMs }
        : undefined;
      throw result.failure.error;
    },
  };
}

type Result = { readonly reply: TimeGptReply } | { readonly failure: Failure };

async function attempts(
  attempt: () => Promise<Result>,
  { attemptsMax, pauseMs, totalMs }: Patience,
  { clock, sleep }: Timers,
): Promise<Result> {
  const startedAt = clock();
  for (let number = 1; ; number++) {
    const result = await attempt();
    const done = 'reply' in result || !result.failure.transient;
    if (done || number === attemptsMax || clock() - startedAt >= totalMs) return result;
    await sleep(pauseMs);
  }
}

async function ask(target: Target, question: TimeGptQuestion): Promise<Result> {
  const answer = await postJson(target, requestOf(question, target.model));
  if ('failure' in answer) return answer;
  const reply = readReply(answer.json, question, target.model);
  return reply === undefined ? { failure: malformedFailure() } : { reply };
}

function requestOf({ y, freq, h, levels }: TimeGptQuestion, model: string): object {
  return {
    series: { y, sizes: [y.length], X: null, X_future: null },
    model,
    freq,
    h,
    level: levels.length === 0 ? null : levels,
    clean_ex_first: true,
    finetune_steps: 0,
    finetune_loss: 'default',
    finetune_depth: 1,
    finetuned_model_id: null,
    feature_contributions: false,
    multivariate: false,
  };
}
