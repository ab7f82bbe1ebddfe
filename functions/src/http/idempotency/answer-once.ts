import type { Context } from 'hono';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import { DomainError } from '../../contracts/errors.ts';
import { claimKey } from '../../operator/idempotency/claim-key.ts';
import type { AnsweredKey, HeldKey, KeySpace } from '../../operator/idempotency/key-space.ts';
import { keepAnswer, releaseKey } from '../../operator/idempotency/settle-key.ts';
import type { ReceivedBody } from '../body/received-body.ts';
import type { ApiEnv } from '../environment.ts';
import { publicError } from '../problems/problem.ts';
import { respondProblem } from '../problems/respond.ts';
import { fingerprintOf, keyDocumentId } from './fingerprint.ts';
import { isKept } from './is-kept.ts';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

/** A document takes 1 MiB; an answer that is larger once compressed is not kept. */
const answerBytesMax = 900 * 1024;

/** Headers that belong to the answer; the others are those of the request at hand. */
const keptHeaders = ['Content-Type', 'Location', 'ETag'] as const;

/** A request that came with an idempotency key. */
export interface KeyedRequest {
  readonly key: string;
  readonly space: KeySpace;
  readonly body: ReceivedBody | undefined;
}

/**
 * Answers a request with an idempotency key as Stripe defines it: does what `answer` does once in 24 hours, and gives that
 * answer, a failure too, to whoever sends the same request with the same key. A failure after which nothing was done gives
 * the key back instead.
 *
 * @param answer is given a name for this use of the key, the same when it is asked again because the process before died
 * @throws {DomainError} as `claimKey`; `failed-precondition` (IDEMPOTENT_ANSWER_TOO_LARGE); what `answer` throws
 */
export async function answerOnce(
  c: Context<ApiEnv>,
  { key, space, body }: KeyedRequest,
  answer: (use: string) => Promise<Response>,
): Promise<Response> {
  const id = keyDocumentId(space.caller, key);
  const { method, path, url } = c.req;
  const fingerprint = fingerprintOf({ method, path, query: new URL(url).search, body });
  const claim = await claimKey(space, { id, fingerprint });
  if (claim.kind === 'answered') return answerAgain(c, key, id, claim);
  const response = await firstAnswer(c, space, claim, () => answer(claim.use));
  await settled(c, async () => keepAnswer(space, claim, await sealed(key, id, response)));
  return response;
}

async function answerAgain(
  c: Context<ApiEnv>,
  key: string,
  id: string,
  { status, answer }: AnsweredKey,
): Promise<Response> {
  if (answer === null) throw answerTooLarge(status);
  const first = await openAnswer(key, id, answer);
  const headers = { ...first.headers, 'Idempotent-Replayed': 'true' };
  if (first.body === '') return c.body(null, first.status as StatusCode, headers);
  return c.body(first.body, first.status as ContentfulStatusCode, headers);
}

/** What `answer` says, and what is said where it fails; where it failed before anything was done, the key is free again. */
async function firstAnswer(
  c: Context<ApiEnv>,
  space: KeySpace,
  held: HeldKey,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Error) || !isKept(publicError(error))) {
      await settled(c, () => releaseKey(space, held));
      throw error;
    }
    c.error = error;
    return respondProblem(c, error);
  }
}

async function sealed(key: string, id: string, response: Response) {
  const { status } = response;
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const answer = await sealAnswer(key, id, { status, headers, body: await response.clone().text() });
  return { status, answer: answer.byteLength > answerBytesMax ? null : answer };
}

/** The work is done, whatever becomes of its mention: a mention that is not kept is told to the log, not to the caller. */
async function settled(c: Context<ApiEnv>, settle: () => Promise<boolean>): Promise<void> {
  const { logger } = c.get('services');
  const requestId = c.get('requestId');
  try {
    if (await settle()) return;
    logger.write({
      severity: 'WARNING',
      message: 'a request outlasted its idempotency key, which another request holds',
      requestId,
    });
  } catch (error) {
    logger.write({ severity: 'ERROR', message: 'an idempotency key was not settled', requestId, error });
  }
}

const answerTooLarge = (answeredStatus: number): DomainError =>
  new DomainError(
    'failed-precondition',
    'IDEMPOTENT_ANSWER_TOO_LARGE',
    'the request was done before; its answer was too large to be given again',
    { extensions: { answeredStatus } },
  );
