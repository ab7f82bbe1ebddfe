import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noFirestore, type TestApi, testApi, testServices } from '../../test/support/http-api.ts';
import { DomainError } from '../contracts/errors.ts';
import { smallBodyBytesMax, urlLengthMax } from './limits.ts';
import { type ApiRoute, publicRoute } from './routes/define-route.ts';
import { jsonBody } from './routes/request-body.ts';

const echoSchema = z.object({ said: z.string() });

/** A route that says back what it was told, or throws what it is told to. */
const echoRoute: ApiRoute = publicRoute({
  method: 'post',
  audit: { none: 'read-only' },
  path: '/v1/echo/{id}',
  operationId: 'echo',
  tag: 'Service',
  summary: 'Echo',
  description: 'Says back.',
  query: z.strictObject({ shout: z.enum(['yes', 'no']).optional() }),
  body: jsonBody(z.strictObject({ say: z.string('expected what to say') }), {}),
  success: { status: 201, description: 'Said.', schema: echoSchema, example: { said: 'a' } },
  handle: async ({ body }) => {
    if (body.say === 'break') throw new Error('password=hunter2');
    if (body.say === 'wait') throw new DomainError('unavailable', 'SERVICE_UNAVAILABLE', 'later');
    return { said: body.say };
  },
});

const api = (): TestApi => testApi(testServices(noFirestore), [echoRoute]);
const echo = { method: 'POST', path: '/v1/echo/1' };

describe('requests', () => {
  it('are answered', async () => {
    const answer = await api().call({ ...echo, body: { say: 'hi' } });
    expect(answer).toMatchObject({ status: 201, json: { said: 'hi' } });
  });

  it.each([
    ['application/json; charset=utf-8', 201],
    ['APPLICATION/JSON', 201],
    ['text/plain', 415],
    ['application/jsonp', 415],
    ['application/x-www-form-urlencoded', 415],
    ['', 415],
  ])('of the content type %j are answered with %i', async (type, status) => {
    const answer = await api().call({ ...echo, headers: { 'Content-Type': type }, body: '{"say":"hi"}' });
    expect(answer.status).toBe(status);
    if (status === 415) {
      expect(answer.json).toMatchObject({
        reason: 'MEDIA_TYPE_UNSUPPORTED',
        accepted: ['application/json'],
      });
    }
  });

  it('past the limit are refused, whatever length they declare', async () => {
    const body = `{"say":"${'x'.repeat(smallBodyBytesMax)}"}`;
    expect(await api().call({ ...echo, body })).toMatchObject({
      status: 413,
      json: { reason: 'BODY_TOO_LARGE', bodyBytesMax: smallBodyBytesMax },
    });
  });

  it('as long as the limit are taken', async () => {
    const body = `{"say":"${'x'.repeat(smallBodyBytesMax - 10)}"}`;
    expect((await api().call({ ...echo, body })).status).toBe(201);
  });

  it.each([
    ['a wrong type', echo.path, { say: 1 }, '/say', 'expected what to say'],
    [
      'an unknown field',
      echo.path,
      { say: 'a', to: 'b' },
      '/to',
      'unknown field: expected one of the documented fields',
    ],
    [
      'an unknown parameter',
      `${echo.path}?x=1`,
      { say: 'a' },
      '/x',
      'unknown field: expected one of the documented fields',
    ],
    [
      'a parameter given twice',
      `${echo.path}?shout=yes&shout=no`,
      { say: 'a' },
      '/shout',
      expect.stringMatching(/^invalid option/),
    ],
  ])('with %s are told which field and what was expected', async (_, path, body, pointer, detail) => {
    expect(await api().call({ ...echo, path, body })).toMatchObject({
      status: 400,
      json: { reason: 'VALIDATION_FAILED', errors: [{ pointer, detail }] },
    });
  });

  it('that are not JSON are told where they stop being it', async () => {
    expect(await api().call({ ...echo, body: '{"say": NaN}' })).toMatchObject({
      status: 400,
      json: { reason: 'JSON_MALFORMED', line: 1, column: 9, errors: [{ pointer: '/say' }] },
    });
  });

  it('that are not UTF-8 are refused', async () => {
    const latin1 = Buffer.from('{"say":"é"}', 'latin1');
    expect(await api().call({ ...echo, body: latin1 })).toMatchObject({
      status: 400,
      json: { reason: 'BODY_NOT_UTF8' },
    });
  });
});

describe('JSON', () => {
  it('that nests too deep is not parsed', async () => {
    const body = `${'{"say":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect(await api().call({ ...echo, body })).toMatchObject({
      status: 400,
      json: { reason: 'JSON_TOO_COMPLEX', depthMax: 32 },
    });
  });

  it.each(['{"say":"hi","__proto__":{"admin":true}}', '{"say":"hi","\\u005f_proto__":{}}'])(
    'with a prototype for a field is refused: %s',
    async (body) => {
      const { status, json } = await api().call({ ...echo, body });
      expect([status, json.errors]).toMatchObject([400, [{ pointer: '/__proto__' }]]);
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    },
  );
});

describe('addresses', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'with the unknown parameter %s are refused',
    async (name) => {
      const path = `${echo.path}?shout=yes&${name}=x&${name}=y`;
      const { status, json } = await api().call({ ...echo, path, body: { say: 'hi' } });
      expect([status, json.errors]).toMatchObject([400, [{ pointer: `/${name}` }]]);
    },
  );

  it('longer than the limit are refused before anything else', async () => {
    const path = `/v1/echo/${'a'.repeat(urlLengthMax)}`;
    const answer = await api().call({ path });
    expect(answer).toMatchObject({ status: 414, json: { reason: 'URL_TOO_LONG', urlLengthMax } });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(
      (await api().call({ ...echo, path: `/v1/echo/${'a'.repeat(8_000)}`, body: { say: 'hi' } })).status,
    ).toBe(201);
  });
});

describe('request ids', () => {
  it('are echoed', async () => {
    const answer = await api().call({ ...echo, headers: { 'X-Request-Id': 'trace-1.2:3' }, body: {} });
    expect(answer.headers.get('x-request-id')).toBe('trace-1.2:3');
    expect(answer.json.requestId).toBe('trace-1.2:3');
  });

  it.each(['', 'a b', 'x'.repeat(129), 'é'])('are made where none, or a bad one, came: %j', async (id) => {
    const answer = await api().call({ path: '/nowhere', headers: { 'X-Request-Id': id } });
    expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/);
    expect(answer.json.requestId).toBe(answer.headers.get('x-request-id'));
  });
});

describe('paths and methods', () => {
  it.each(['/', '/v1', '/v1/echo', '/v1/echo/1/', '/v1/echo/1/2', '/errors/NO_SUCH'])(
    'has nothing at %s',
    async (path) => {
      expect(await api().call({ path })).toMatchObject({
        status: 404,
        json: { reason: 'ROUTE_NOT_FOUND', instance: path },
      });
    },
  );

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'X'])(
    'names the methods of a path that does not take %s',
    async (method) => {
      const answer = await api().call({ method, path: echo.path });
      expect(answer).toMatchObject({
        status: 405,
        json: { reason: 'METHOD_NOT_ALLOWED', allowed: ['POST'] },
      });
      expect(answer.headers.get('allow')).toBe('POST');
    },
  );
});

it('is done as the method says, whatever a header would have it be', async () => {
  const headers = { 'X-HTTP-Method-Override': 'DELETE', 'X-Method-Override': 'GET' };
  expect((await api().call({ ...echo, headers, body: { say: 'hi' } })).status).toBe(201);
});

describe('failures', () => {
  it('of ours tell nothing but a request id, and everything to the log', async () => {
    const test = api();
    const answer = await test.call({ ...echo, body: { say: 'break' } });
    expect(answer).toMatchObject({
      status: 500,
      json: { reason: 'INTERNAL', requestId: expect.any(String) },
    });
    expect(answer.text + JSON.stringify([...answer.headers])).not.toContain('hunter2');
    expect(test.services.entries).toEqual([
      expect.objectContaining({
        severity: 'ERROR',
        reason: 'INTERNAL',
        requestId: answer.json.requestId,
        error: expect.objectContaining({ message: 'password=hunter2' }),
      }),
    ]);
  });

  it('that pass say when to come back', async () => {
    const answer = await api().call({ ...echo, body: { say: 'wait' } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('are problem documents that name their page', async () => {
    const answer = await api().call({ ...echo, body: {} });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const page = await api().call({ path: String(answer.json.type) });
    expect(page.status).toBe(200);
    expect(page.text).toContain('VALIDATION_FAILED');
  });
});

describe('answers', () => {
  it.each([
    ['a success', { ...echo, body: { say: 'hi' } }],
    ['a failure', { ...echo, body: {} }],
    ['an unknown path', { path: '/nowhere' }],
    ['a fault', { ...echo, body: { say: 'break' } }],
  ])('are neither sniffed nor kept nor framed: %s', async (_, request) => {
    const { headers } = await api().call(request);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}$/);
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers.get(name)).toBeNull();
  });
});

describe('the log', () => {
  it('has one entry a request, without bodies, queries and credentials', async () => {
    const test = api();
    await test.call({
      ...echo,
      path: `${echo.path}?shout=yes`,
      key: 'iv_secretsecretsecretsecretsecretse',
      body: { say: 'top secret' },
    });
    expect(test.services.entries).toEqual([
      expect.objectContaining({ severity: 'INFO', message: 'POST /v1/echo/1 201', documentReads: 0 }),
    ]);
    expect(JSON.stringify(test.services.entries)).not.toMatch(/secret|shout/);
  });

  it('takes a 4xx for a warning, with its reason', async () => {
    const test = api();
    await test.call({ ...echo, body: {} });
    expect(test.services.entries).toEqual([
      expect.objectContaining({ severity: 'WARNING', reason: 'VALIDATION_FAILED' }),
    ]);
    expect(test.services.entries[0]).not.toHaveProperty('error');
  });
});
