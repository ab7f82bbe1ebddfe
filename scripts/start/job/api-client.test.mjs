import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { test } from 'node:test';
import { apiClient } from './api-client.mjs';

/**
 * An API that answers each path with what is given for it, and a client of it.
 *
 * @param {import('node:test').TestContext} t
 * @param {Record<string, { status?: number, body: unknown }>} answers by method and path
 */
async function serve(t, answers) {
  /** @type {http.IncomingMessage[]} */
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    const { status = 200, body } = answers[`${request.method} ${request.url}`] ?? {
      status: 404,
      body: 'nothing',
    };
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const api = apiClient(
    `http://127.0.0.1:${port}`,
    { Authorization: 'Bearer key' },
    AbortSignal.timeout(10_000),
  );
  return { api, requests };
}

test('sends its credentials and the type of the content', async (t) => {
  const { api, requests } = await serve(t, { 'POST /v1/ingest': { body: { accepted: 1 } } });
  assert.deepEqual(await api.postText('/v1/ingest', 'text/csv', 'metric,value'), { accepted: 1 });
  assert.equal(requests[0]?.headers.authorization, 'Bearer key');
  assert.equal(requests[0]?.headers['content-type'], 'text/csv');
});

test('reads all pages of a list', async (t) => {
  const { api } = await serve(t, {
    'GET /v1/alerts?open=true&pageSize=200': { body: { items: [1, 2], nextPageToken: 'a b' } },
    'GET /v1/alerts?open=true&pageSize=200&pageToken=a%20b': { body: { items: [3], nextPageToken: null } },
  });
  assert.deepEqual(await api.list('/v1/alerts?open=true'), [1, 2, 3]);
});

test("fails with the call, the status and the API's own words", async (t) => {
  const { api } = await serve(t, {
    'GET /v1/x': { status: 404, body: { reason: 'X_NOT_FOUND', detail: 'no x', requestId: 'req_1' } },
    'GET /v1/y': { status: 500, body: '<html>' },
  });
  await assert.rejects(api.get('/v1/x'), /GET \/v1\/x answered 404: X_NOT_FOUND: no x \(request req_1\)/);
  await assert.rejects(api.get('/v1/y'), /GET \/v1\/y answered 500: <html>/);
});
