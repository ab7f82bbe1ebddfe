import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noFirestore, testServices } from '../../test/support/http-api.ts';
import { createApp } from './app.ts';
import { nodeHandler } from './node-handler.ts';
import { publicRoute } from './routes/define-route.ts';
import { jsonBody, withSeries } from './routes/request-body.ts';
import { leaveBodiesUntouched } from './untouched-bodies.ts';

/** Two paths to the same thing: the host is kept from the bodies of one of them. */
const lengthRoute = (path: string) =>
  publicRoute({
    method: 'post',
    audit: { none: 'read-only' },
    path,
    operationId: `length${path.length}`,
    tag: 'Service',
    summary: 'Length',
    description: 'How long is the text?',
    body: withSeries(jsonBody(z.strictObject({ text: z.string() }), {})),
    success: {
      status: 200,
      description: 'Its length.',
      schema: z.object({ length: z.number() }),
      example: { length: 1 },
    },
    handle: async ({ body }) => ({ length: body.text.length }),
  });

const untouched = '/v1/length';
const parsed = '/parsed/length';
const handler = nodeHandler(
  createApp(testServices(noFirestore), [lengthRoute(untouched), lengthRoute(parsed)]),
);
leaveBodiesUntouched('/v1/');

/** Reads bodies as the Functions Framework and the emulator do, in that order (`express` is what both of them use). */
function functionsHost(): Server {
  const app = express();
  const verify = (request: object, _response: unknown, rawBody: Buffer) =>
    Object.assign(request, { rawBody });
  app.use(express.json({ limit: '32mb', verify }));
  app.use(express.text({ limit: '32mb', verify }));
  app.use(express.urlencoded({ extended: true, limit: '32mb', verify }));
  app.use(express.raw({ type: '*/*', limit: '32mb', verify }));
  app.use(handler);
  return createServer(app);
}

const plainHost = (): Server => createServer(handler);

interface Sent {
  readonly path: string;
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe.each([
  ['a Functions host, bodies untouched', functionsHost, untouched],
  ['a Functions host, bodies parsed', functionsHost, parsed],
  ['a plain server', plainHost, untouched],
])('behind %s', (_, host, path) => {
  const server = host();
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());

  const post = async ({ body, headers = {} }: Omit<Sent, 'path'>) => {
    const { port } = server.address() as AddressInfo;
    const init = body === undefined ? {} : { body: Buffer.from(body) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const json = { 'Content-Type': 'application/json' };
  const tenMegabytes = JSON.stringify({ text: 'x'.repeat(10_000_000) });

  it('refuses headers past 16 KiB before any of them is looked at', async () => {
    const answer = await post({ headers: { ...json, 'X-Long': 'x'.repeat(20_000) }, body: '{"text":"é"}' });
    expect([answer.status, answer.text]).toEqual([431, '']);
  });

  it('takes a body', async () => {
    const answer = await post({ headers: json, body: '{"text":"é"}' });
    expect(answer).toMatchObject({ status: 200, text: '{"length":1}' });
  });

  it('takes ten megabytes', async () => {
    expect(await post({ headers: json, body: tenMegabytes })).toMatchObject({ text: '{"length":10000000}' });
  });

  it('takes ten megabytes compressed', async () => {
    const headers = { ...json, 'Content-Encoding': 'gzip' };
    expect(await post({ headers, body: gzipSync(tenMegabytes) })).toMatchObject({
      text: '{"length":10000000}',
    });
  });

  it('refuses what is too large, and stays there', async () => {
    const answer = await post({ headers: json, body: JSON.stringify({ text: 'x'.repeat(20_000_000) }) });
    expect(answer.status).toBe(413);
    expect((await post({ headers: json, body: '{"text":""}' })).status).toBe(200);
  });

  it('asks for the content type of a body that has none', async () => {
    expect(await post({ body: '{"text":"a"}' })).toMatchObject({ status: 415 });
    expect(await post({})).toMatchObject({ status: 415 });
  });

  it('says that an empty body is no JSON', async () => {
    const answer = await post({ headers: json, body: '' });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ reason: 'JSON_MALFORMED' });
  });
});

describe('behind a Functions host', () => {
  const server = functionsHost();
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());

  const post = (path: string, body: Buffer | string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number | undefined; type: string | undefined; text: string }>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port,
          path,
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
        },
        async (response) => {
          const text = (await response.toArray()).join('');
          resolve({ status: response.statusCode, type: response.headers['content-type'], text });
        },
      );
      request.on('error', reject).end(body);
    });

  it('answers malformed JSON itself when the body was left untouched', async () => {
    const answer = await post(untouched, '{"text": NaN}');
    expect(answer).toMatchObject({ status: 400, type: expect.stringContaining('application/problem+json') });
    expect(JSON.parse(answer.text)).toMatchObject({ reason: 'JSON_MALFORMED', line: 1, column: 10 });
  });

  it('cannot do so otherwise, which is why bodies are left untouched', async () => {
    expect(await post(parsed, '{"text": NaN}')).toMatchObject({ type: expect.stringContaining('text/html') });
  });

  it('takes a coding that the host does not know', async () => {
    const body = zstdCompressSync('{"text":"four"}');
    expect(await post(untouched, body, { 'Content-Encoding': 'zstd' })).toMatchObject({
      status: 200,
      text: '{"length":4}',
    });
  });

  it('unfolds no body past the limit', async () => {
    const bomb = gzipSync(`"${'x'.repeat(30_000_000)}"`);
    const answer = await post(untouched, bomb, { 'Content-Encoding': 'gzip' });
    expect(JSON.parse(answer.text)).toMatchObject({ status: 413, reason: 'BODY_TOO_LARGE' });
  });

  it('answers a body that is not what its encoding says', async () => {
    const answer = await post(untouched, 'plain', { 'Content-Encoding': 'gzip' });
    expect(JSON.parse(answer.text)).toMatchObject({ status: 400, reason: 'BODY_ENCODING_INVALID' });
  });
});
