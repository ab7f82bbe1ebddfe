import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zstdDecompressSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type NixtlaAccount, nixtlaClient } from '../../src/nixtla/nixtla-client.ts';
import { type Patience, taskPatience } from '../../src/nixtla/patience.ts';

export const apiKey = 'nixak-secret-secret';

/** What Nixtla answers, as its questions and answers page shows it. */
export const nixtlaFailure = (code: string, message: string) => ({
  data: null,
  message,
  details: `about ${apiKey}`,
  code,
  requestID: 'E7F2BBTB2P',
  support: 'If you have questions or need support, please email support@nixtla.io',
});

/** The body of a request, as far as tests look at it. */
export interface SentBody {
  readonly series: { readonly y: readonly number[]; readonly sizes: readonly number[] };
  readonly freq: string;
  readonly h: number;
  readonly level: readonly number[] | null;
}

type Answer = readonly [status: number, body: object | string, headers?: Record<string, string>];

/** An answer, one that depends on the request, or none. */
export type Scripted = Answer | ((body: SentBody) => Answer) | 'hang up' | 'hang up half way' | 'say nothing';

export interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: SentBody;
}

/** The forecast that repeats the last value of each series, in TimeGPT's form; a token for each value in and out. */
export function repeatLast({ series, h, level }: SentBody): Answer {
  let end = 0;
  const mean = series.sizes.flatMap((size) => {
    end += size;
    return new Array<number>(h).fill(series.y[end - 1] ?? 0);
  });
  const intervals = (level ?? []).flatMap((one) => [
    [`lo-${one}`, mean.map((value) => value - one)],
    [`hi-${one}`, mean.map((value) => value + one)],
  ]);
  return [
    200,
    {
      mean,
      intervals: level === null ? null : Object.fromEntries(intervals),
      weights_x: null,
      feature_contributions: null,
      input_tokens: series.y.length,
      output_tokens: mean.length,
      finetune_tokens: 0,
    },
  ];
}

/** A service that answers as the script says, and its last line ever after; and a client of it on a clock of its own. */
export async function serviceAnswering(
  script: readonly Scripted[],
  patience: Patience = taskPatience,
  price: NixtlaAccount['price'] = null,
) {
  const requests: Received[] = [];
  const server = createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray());
    const zstd = request.headers['content-encoding'] === 'zstd';
    const body = JSON.parse((zstd ? zstdDecompressSync(bytes) : bytes).toString()) as SentBody;
    const step = script[Math.min(requests.length, script.length - 1)];
    requests.push({ path: request.url, headers: request.headers, body });
    if (step === 'say nothing' || step === undefined) return;
    if (step === 'hang up') {
      request.socket.destroy();
      return;
    }
    if (step === 'hang up half way') {
      response.writeHead(200, { 'Content-Length': 100 }).write('{"mean":[1,', () => request.socket.destroy());
      return;
    }
    const [status, answer, headers = {}] = typeof step === 'function' ? step(body) : step;
    response.writeHead(status, headers).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const time = { now: 0, pauses: [] as number[] };
  const timers = {
    clock: () => time.now,
    sleep: async (ms: number) => {
      time.pauses.push(ms);
      time.now += ms;
    },
  };
  const client = nixtlaClient({ baseUrl, apiKey, model: 'timegpt-1', price }, patience, timers);
  return { client, requests, time };
}
