import { setTimeout } from 'node:timers/promises';
import {
  type TimeGpt,
  type TimeGptAnswer,
  type TimeGptQuestion,
  TimeGptUnavailable,
} from '../contracts/timegpt-backend.ts';
import { attempts } from './attempts.ts';
import { type Failure, malformedFailure } from './failure.ts';
import type { Patience } from './patience.ts';
import { planBatches } from './plan-batches.ts';
import { postJson, type Target } from './post-json.ts';
import type { TokenPrice } from './price.ts';
import { readReplies } from './reply.ts';
import { requestBody } from './request-body.ts';

/** Where Nixtla's API is, and for whom it works. The key goes into one header and nowhere else. */
export interface NixtlaAccount {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** What tokens cost; null where nobody said. */
  readonly price: TokenPrice | null;
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

/** Series of a refused request that are refused alone too, one after the other, before the others are not tried. */
const refusalsMax = 3;

/**
 * TimeGPT through Nixtla's API v2, many series a request. Sends the same request again where Nixtla's own client does,
 * within `patience`; when that is used up, or the account is at fault, the questions of the next ten minutes fail at once
 * with the same reason. A request that is refused for what it says is asked again series by series, so that one series does
 * not cost the others their forecast; after three refusals in a row the rest is given up with the last reason.
 */
export function nixtlaClient(
  account: NixtlaAccount,
  patience: Patience,
  timers: Timers = realTimers,
): TimeGpt {
  const target: Target = {
    url: `${account.baseUrl.replace(/\/{1,9}$/, '')}/v2/forecast`,
    apiKey: account.apiKey,
    model: account.model,
    timeoutMs: patience.timeoutMs,
  };
  let resting: { readonly failure: Failure; readonly until: number } | undefined;

  async function askOnce(
    questions: readonly TimeGptQuestion[],
    beforeRequest: () => Promise<void>,
  ): Promise<Result> {
    if (resting !== undefined && timers.clock() < resting.until) return { failure: resting.failure };
    await beforeRequest();
    const result = await attempts(() => ask(target, account, questions), patience, timers);
    if ('failure' in result)
      resting = result.failure.general
        ? { failure: result.failure, until: timers.clock() + restMs }
        : undefined;
    return result;
  }

  async function askBatch(
    questions: readonly TimeGptQuestion[],
    beforeRequest: () => Promise<void>,
  ): Promise<TimeGptAnswer[]> {
    const result = await askOnce(questions, beforeRequest);
    if ('answers' in result) return result.answers;
    const { error, general } = result.failure;
    if (general || questions.length === 1) return questions.map(() => error);
    const answers: TimeGptAnswer[] = [];
    for (const question of questions) {
      const last = answers.slice(-refusalsMax);
      const hopeless = last.length === refusalsMax && last.every(isRefusal);
      answers.push(...(hopeless ? last.slice(-1) : await askBatch([question], beforeRequest)));
    }
    return answers;
  }

  return {
    async forecast(questions, beforeRequest = async () => undefined) {
      const answers: TimeGptAnswer[] = [];
      for (const places of planBatches(questions)) {
        const asked = places.flatMap((place) => questions[place] ?? []);
        const replies = await askBatch(asked, beforeRequest);
        replies.forEach((reply, k) => {
          answers[places[k] ?? 0] = reply;
        });
      }
      return answers;
    },
  };
}

/** Without an answer that is charged for. */
const isRefusal = (answer: TimeGptAnswer): boolean =>
  answer instanceof TimeGptUnavailable && answer.spending === undefined;

type Result = { readonly answers: TimeGptAnswer[] } | { readonly failure: Failure };

async function ask(
  target: Target,
  account: NixtlaAccount,
  questions: readonly TimeGptQuestion[],
): Promise<Result> {
  const answer = await postJson(target, requestBody(questions, account.model));
  if ('failure' in answer) return answer;
  const answers = readReplies(answer.json, questions, account);
  return answers === undefined ? { failure: malformedFailure() } : { answers };
}
