import { describe, expect, it } from 'vitest';
import {
  apiKey,
  nixtlaFailure as failure,
  type Scripted,
  serviceAnswering,
} from '../../test/support/timegpt-service.ts';
import { type TimeGpt, TimeGptUnavailable } from '../contracts/timegpt-backend.ts';
import { leaseMs } from '../scheduling/limits.ts';
import { type Patience, requestPatience, taskPatience } from './patience.ts';

const question = { y: [1, 2, 3, 4], freq: 'D', h: 2, levels: [80, 95] };
const forecast = {
  mean: [5, 6],
  intervals: { 'lo-95': [3, 4], 'lo-80': [4, 5], 'hi-80': [6, 7], 'hi-95': [7, 8] },
  weights_x: null,
  feature_contributions: null,
  input_tokens: 4,
  output_tokens: 2,
  finetune_tokens: 0,
};
const tokens = { input: 4, output: 2, finetune: 0 };

/** The answer to one question, thrown where it is none. */
async function ask(client: TimeGpt) {
  const [answer] = await client.forecast([question]);
  if (answer instanceof TimeGptUnavailable) throw answer;
  return answer;
}

const unpaid: Scripted = [429, failure('A21', 'Too many requests')];

describe('a question', () => {
  it('is sent as Nixtla documents it, and its answer read', async () => {
    const { client, requests } = await serviceAnswering([[200, forecast]]);
    expect(await ask(client)).toEqual({
      model: 'timegpt-1',
      mean: [5, 6],
      intervals: [
        { level: 80, lower: [4, 5], upper: [6, 7] },
        { level: 95, lower: [3, 4], upper: [7, 8] },
      ],
      tokens,
      cost: null,
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      path: '/v2/forecast',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'nixtla-model': 'timegpt-1',
      },
      body: {
        series: { y: [1, 2, 3, 4], sizes: [4], X: null, X_future: null },
        model: 'timegpt-1',
        freq: 'D',
        h: 2,
        level: [80, 95],
        finetune_steps: 0,
      },
    });
  });

  it('may be answered in an envelope', async () => {
    const { client } = await serviceAnswering([[200, { data: forecast, requestID: 'A' }]]);
    expect(await ask(client)).toMatchObject({ mean: [5, 6], tokens });
  });
});

describe('a failure that may pass', () => {
  it.each<[string, Scripted]>([
    ['408', [408, '']],
    ['409', [409, {}]],
    ['429 A20', [429, failure('A20', 'Too many requests')]],
    ['502 with a page', [502, '<html></html>']],
    ['503', [503, {}]],
    ['504', [504, {}]],
    ['a connection cut', 'hang up'],
    ['an answer cut', 'hang up half way'],
  ])('is tried again after ten seconds: %s', async (_, step) => {
    const { client, requests, time } = await serviceAnswering([step, step, [200, forecast]]);
    expect(await ask(client)).toMatchObject({ mean: [5, 6] });
    expect(requests).toHaveLength(3);
    expect(time.pauses).toEqual([10_000, 10_000]);
  });

  it('is tried six times and then told', async () => {
    const { client, requests } = await serviceAnswering([[429, failure('A20', 'Too many requests')]]);
    await expect(ask(client)).rejects.toThrow('the limit of requests to TimeGPT is used up (429, A20)');
    expect(requests).toHaveLength(6);
  });

  it('is not tried again when the time is up', async () => {
    const patience = { ...taskPatience, pauseMs: 90_000 };
    const { client, requests } = await serviceAnswering([[503, {}]], patience);
    await expect(ask(client)).rejects.toThrow('TimeGPT failed (503)');
    expect(requests).toHaveLength(4);
  });

  it('may be silence', async () => {
    const patience = { ...requestPatience, attemptsMax: 1, timeoutMs: 50 };
    const { client } = await serviceAnswering(['say nothing'], patience);
    await expect(ask(client)).rejects.toThrow('TimeGPT did not answer in time');
  });
});

describe('a failure that does not pass', () => {
  it.each<[string, Scripted, string]>([
    [
      'a key that does not work',
      [401, failure('A12', 'Invalid API key')],
      'TimeGPT refuses the API key (401, A12)',
    ],
    ['no payment method', unpaid, 'TimeGPT asks for a payment method (429, A21)'],
    ['payment required', [402, {}], 'TimeGPT asks for a payment method (402)'],
    ['a request that is not taken', [422, { detail: [] }], 'TimeGPT does not take the request (422)'],
    ['500', [500, {}], 'TimeGPT failed (500)'],
    ['500 with a page', [500, '<html></html>'], 'TimeGPT failed (500)'],
    ['a code that is none', [400, { code: `<b>${apiKey}` }], 'TimeGPT does not take the request (400)'],
    [
      'a redirect, which the key does not follow',
      [302, '', { Location: '/elsewhere' }],
      'TimeGPT cannot be reached',
    ],
  ])('is told at once: %s', async (_, step, message) => {
    const patience = message.endsWith('reached') ? { ...taskPatience, attemptsMax: 1 } : taskPatience;
    const { client, requests } = await serviceAnswering([step], patience);
    const error = await ask(client).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TimeGptUnavailable);
    expect(error).toMatchObject({ message });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, object | string]>([
    ['no JSON', 'fine'],
    ['a page', '<!doctype html><title>Maintenance</title>'],
    ['nothing', {}],
    ['null', 'null'],
    ['too few values', { ...forecast, mean: [5] }],
    ['text for numbers', { ...forecast, mean: ['5', '6'] }],
    ['a missing level', { ...forecast, intervals: { 'lo-80': [4, 5], 'hi-80': [6, 7] } }],
    ['an interval that is too short', { ...forecast, intervals: { ...forecast.intervals, 'hi-95': [7] } }],
    ['no end', `"${'x'.repeat(5_000_000)}"`],
  ])('is an answer that is no forecast: %s', async (_, body) => {
    const { client, requests } = await serviceAnswering([[200, body]]);
    await expect(ask(client)).rejects.toThrow('does not have the documented form');
    expect(requests).toHaveLength(1);
  });
});

describe('after a failure', () => {
  it('of the account, the questions of the next ten minutes are not asked', async () => {
    const { client, requests, time } = await serviceAnswering([unpaid, [200, forecast]]);
    await expect(ask(client)).rejects.toThrow('payment');
    await expect(ask(client)).rejects.toThrow('payment');
    expect(requests).toHaveLength(1);
    time.now += 600_000;
    expect(await ask(client)).toMatchObject({ mean: [5, 6] });
  });

  it('of one request, the next is asked', async () => {
    const { client } = await serviceAnswering([
      [422, { detail: [] }],
      [200, forecast],
    ]);
    await expect(ask(client)).rejects.toThrow('does not take');
    expect(await ask(client)).toMatchObject({ mean: [5, 6] });
  });
});

it('never repeats the key', async () => {
  for (const step of [unpaid, [400, failure('A12', apiKey)], 'hang up'] as const) {
    const { client } = await serviceAnswering([step]);
    const error = await ask(client).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TimeGptUnavailable);
    const { message, stack = '', cause } = error as Error;
    expect(`${message}${stack}${JSON.stringify(cause)}`).not.toContain(apiKey);
  }
});

it('gives up before the lease of a run, and before a caller is cut off, is over', () => {
  const longest = ({ totalMs, pauseMs, timeoutMs }: Patience) => totalMs + pauseMs + timeoutMs;
  expect(longest(taskPatience)).toBeLessThan(leaseMs);
  expect(longest(requestPatience)).toBeLessThan(120_000);
});
