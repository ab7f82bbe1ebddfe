import { describe, expect, it } from 'vitest';
import {
  nixtlaFailure,
  repeatLast,
  type Scripted,
  type SentBody,
  serviceAnswering,
} from '../../test/support/timegpt-service.ts';
import {
  type TimeGptAnswer,
  type TimeGptQuestion,
  TimeGptUnavailable,
} from '../contracts/timegpt-backend.ts';
import { taskPatience } from './patience.ts';

/** A series that ends with `last`. */
const series = (last: number, length = 5, change: Partial<TimeGptQuestion> = {}): TimeGptQuestion => ({
  y: [...new Array<number>(length - 1).fill(0), last],
  freq: 'D',
  h: 2,
  levels: [80],
  ...change,
});

const said = (answers: readonly TimeGptAnswer[]) =>
  answers.map((answer) => (answer instanceof TimeGptUnavailable ? answer.message : answer.mean[0]));

/** The service refuses what holds a series that ends with this. */
const poison = 666;
const refusing =
  (status: number): Scripted =>
  (body: SentBody) =>
    body.series.y.includes(poison) ? [status, { detail: [] }] : repeatLast(body);

describe('many series', () => {
  it('share a request, and each gets its own answer', async () => {
    const { client, requests } = await serviceAnswering([repeatLast]);
    const answers = await client.forecast([series(7, 3), series(8), series(9, 4)]);
    expect(requests.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        series: { y: [0, 0, 7, 0, 0, 0, 0, 8, 0, 0, 0, 9], sizes: [3, 5, 4], X: null, X_future: null },
        freq: 'D',
        h: 2,
        level: [80],
      }),
    ]);
    expect(answers).toEqual(
      [7, 8, 9].map((last, place) => ({
        model: 'timegpt-1',
        mean: [last, last],
        intervals: [{ level: 80, lower: [last - 80, last - 80], upper: [last + 80, last + 80] }],
        tokens: { input: [3, 5, 4][place], output: 2, finetune: 0 },
        cost: null,
      })),
    );
  });

  it('of several frequencies are asked apart and answered in the order of the questions', async () => {
    const { client, requests } = await serviceAnswering([repeatLast]);
    const hourly = { freq: 'H' };
    const answers = await client.forecast([series(1), series(2, 5, hourly), series(3), series(4, 5, hourly)]);
    expect(said(answers)).toEqual([1, 2, 3, 4]);
    expect(requests.map(({ body }) => body.freq)).toEqual(['D', 'H']);
  });

  it('go compressed when they are longer than a mebibyte, and not before', async () => {
    const { client, requests } = await serviceAnswering([repeatLast]);
    const long = (length: number) => series(1, length, { y: new Array<number>(length).fill(1 / 3) });
    await client.forecast([long(50_000)]);
    expect(said(await client.forecast([long(50_000), long(49_000)]))).toEqual([1 / 3, 1 / 3]);
    expect(requests.map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'zstd']);
    expect(requests[1]?.body.series.y).toHaveLength(99_000);
  });

  it('share what their request cost, to the token', async () => {
    const counted: Scripted = (body) => {
      const [status, answer] = repeatLast(body);
      return [status, { ...(answer as object), input_tokens: 100, output_tokens: 11, finetune_tokens: 2 }];
    };
    const price = { perMillion: 2_000, currency: 'EUR' };
    const { client } = await serviceAnswering([counted], taskPatience, price);
    const answers = await client.forecast([series(1, 10), series(2, 20), series(3, 30)]);
    const spent = answers.map((answer) => 'tokens' in answer && [answer.tokens, answer.cost]);
    expect(spent).toEqual([
      [
        { input: 17, output: 4, finetune: 0 },
        { amount: 0.042, currency: 'EUR' },
      ],
      [
        { input: 33, output: 4, finetune: 1 },
        { amount: 0.076, currency: 'EUR' },
      ],
      [
        { input: 50, output: 3, finetune: 1 },
        { amount: 0.108, currency: 'EUR' },
      ],
    ]);
  });

  it('are asked for by nobody when there are none', async () => {
    const { client, requests } = await serviceAnswering([repeatLast]);
    expect(await client.forecast([])).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('one bad series', () => {
  it('whose values are null is unavailable alone, and has cost its share', async () => {
    const holes: Scripted = (body) => {
      const [status, answer] = repeatLast(body);
      const { mean } = answer as { mean: number[] };
      return [
        status,
        { ...(answer as object), mean: mean.map((value, step) => (step === 3 ? null : value)) },
      ];
    };
    const { client, requests } = await serviceAnswering([holes]);
    const answers = await client.forecast([series(1), series(2), series(3)]);
    expect(said(answers)).toEqual([1, 'the answer of TimeGPT lacks values of this series', 3]);
    expect(answers[1]).toMatchObject({
      spending: { tokens: { input: 5, output: 2, finetune: 0 }, cost: null },
    });
    expect(requests).toHaveLength(1);
  });

  it('whose interval has a null is unavailable alone', async () => {
    const holes: Scripted = (body) => {
      const [status, answer] = repeatLast(body);
      const { intervals } = answer as { intervals: Record<string, number[]> };
      const upper = intervals['hi-80']?.map((value, step) => (step === 0 ? null : value));
      return [status, { ...(answer as object), intervals: { ...intervals, 'hi-80': upper } }];
    };
    const { client } = await serviceAnswering([holes]);
    expect(said(await client.forecast([series(1), series(2)]))).toEqual([
      expect.stringContaining('lacks'),
      2,
    ]);
  });

  it.each([400, 413, 422, 500])(
    'for which a request is refused (%i) does not cost the others theirs',
    async (status) => {
      const { client, requests } = await serviceAnswering([refusing(status)]);
      const answers = await client.forecast([series(1), series(poison), series(3)]);
      expect(said(answers)).toEqual([1, expect.stringContaining(`(${status})`), 3]);
      expect(requests.map(({ body }) => body.series.sizes.length)).toEqual([3, 1, 1, 1]);
    },
  );

  it.each<[string, Scripted]>([
    ['of the wrong length', ({ h }) => [200, { mean: new Array(h).fill(1), input_tokens: 3 }]],
    ['that is a page', [200, '<html></html>']],
  ])('an answer %s to all is asked for again, series by series', async (_, first) => {
    const { client, requests } = await serviceAnswering([first, repeatLast]);
    expect(said(await client.forecast([series(1), series(2)]))).toEqual([1, 2]);
    expect(requests).toHaveLength(3);
  });
});

describe('when all series fail alike', () => {
  it('three of them are tried alone, and the others are given up with the reason', async () => {
    const { client, requests } = await serviceAnswering([[422, { detail: [] }]]);
    const answers = await client.forecast(Array.from({ length: 20 }, (_, k) => series(k)));
    expect(said(answers)).toEqual(new Array(20).fill('TimeGPT does not take the request (422)'));
    expect(requests).toHaveLength(4);
  });

  it.each<[string, Scripted, number, string]>([
    ['402', [402, {}], 1, 'TimeGPT asks for a payment method (402)'],
    ['429 A21', [429, nixtlaFailure('A21', 'Too many requests')], 1, '(429, A21)'],
    ['429 A20', [429, nixtlaFailure('A20', 'Too many requests')], 6, '(429, A20)'],
    ['401', [401, nixtlaFailure('A12', 'Invalid API key')], 1, '(401, A12)'],
    ['408', [408, '<html></html>'], 6, '(408)'],
    ['a connection reset', 'hang up', 6, 'cannot be reached'],
  ])('because of the account or the moment, none is tried alone: %s', async (_, step, attempts, message) => {
    const { client, requests } = await serviceAnswering([step]);
    const answers = await client.forecast([series(1), series(2), series(3, 5, { freq: 'H' })]);
    expect(said(answers)).toEqual(new Array(3).fill(expect.stringContaining(message)));
    expect(requests).toHaveLength(attempts);
  });

  it('because it is slow, none is tried alone', async () => {
    const patience = { ...taskPatience, attemptsMax: 2, timeoutMs: 50 };
    const { client, requests } = await serviceAnswering(['say nothing'], patience);
    expect(said(await client.forecast([series(1), series(2)]))).toEqual(
      new Array(2).fill('TimeGPT did not answer in time'),
    );
    expect(requests.length).toBeLessThanOrEqual(2);
  });
});

describe('before each request', () => {
  it('the caller is asked whether to go on', async () => {
    const { client, requests } = await serviceAnswering([refusing(422)]);
    const before: number[] = [];
    await client.forecast([series(1), series(poison), series(3, 5, { freq: 'H' })], async () => {
      before.push(requests.length);
    });
    expect(before).toEqual([0, 1, 2, 3]);
  });

  it('an objection of the caller ends the asking', async () => {
    const { client, requests } = await serviceAnswering([repeatLast]);
    let left = 1;
    const asked = client.forecast([series(1), series(2, 5, { freq: 'H' })], async () => {
      if (left-- === 0) throw new Error('the lease is lost');
    });
    await expect(asked).rejects.toThrow('the lease is lost');
    expect(requests).toHaveLength(1);
  });
});
