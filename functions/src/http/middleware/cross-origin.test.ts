import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noFirestore, testApi, testServices } from '../../../test/support/http-api.ts';
import { publicRoute } from '../routes/define-route.ts';

const console = 'https://console.example.com';

const pictureRoute = publicRoute({
  method: 'get',
  path: '/v1/picture/{name}',
  operationId: 'getPicture',
  tag: 'Charts',
  summary: 'A picture',
  description: 'A route of tests.',
  params: z.strictObject({ name: z.enum(['a']) }),
  success: {
    status: 200,
    description: 'It.',
    mediaType: 'image/png',
    cacheControl: 'private, max-age=60',
    encode: () => 'png',
  },
  handle: async () => ({}),
});

const apiOf = (corsOrigins?: readonly string[]) =>
  testApi({ ...testServices(noFirestore), corsOrigins }, [pictureRoute]);

const preflight = (origin: string) => ({
  method: 'OPTIONS',
  path: '/v1/picture/a',
  headers: {
    Origin: origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization,content-type',
  },
});

const corsHeaders = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control'));

describe('where no origin is named', () => {
  it.each([undefined, []])('no page is let in: %j', async (origins) => {
    const api = apiOf(origins);
    const asked = await api.call(preflight(console));
    expect([asked.status, corsHeaders(asked.headers)]).toEqual([405, []]);
    const read = await api.call({ path: '/v1/picture/a', headers: { Origin: console } });
    expect([read.status, corsHeaders(read.headers)]).toEqual([200, []]);
  });
});

describe('where an origin is named', () => {
  const api = apiOf(['http://localhost:5173', console]);

  it('its pages may ask, with credentials in headers and none in cookies', async () => {
    const { status, text, headers } = await api.call(preflight(console));
    expect([status, text]).toEqual([204, '']);
    expect(headers.get('access-control-allow-origin')).toBe(console);
    expect(headers.get('access-control-allow-headers')).toMatch(
      /Authorization.*Idempotency-Key.*X-Organization-Id/,
    );
    expect(headers.get('access-control-allow-methods')).toBe('GET,HEAD,POST,PATCH,DELETE');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-max-age')).toBe('3600');
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['an answer', '/v1/picture/a', 200],
    ['a failure', '/v1/picture/b', 400],
    ['an unknown path', '/v1/nowhere', 404],
  ])('its pages may read %s', async (_, path, status) => {
    const answer = await api.call({ path, headers: { Origin: console } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe(console);
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag.*Retry-After.*X-Request-Id/);
    expect(answer.headers.get('vary')).toMatch(/(^|, )Origin$/);
  });

  it('caches are told that the answer depends on it, beside what they are told already', async () => {
    const { headers } = await api.call({ path: '/v1/picture/a' });
    expect(headers.get('vary')).toBe('Authorization, X-Api-Key, X-Organization-Id, Origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    'https://evil.example',
    'null',
    'https://console.example.com.evil.example',
    'https://evil.example/https://console.example.com',
    'http://console.example.com',
    'https://console.example.com:8443',
    'https://CONSOLE.example.com',
  ])('pages of %s are not let in', async (origin) => {
    for (const request of [preflight(origin), { path: '/v1/picture/a', headers: { Origin: origin } }])
      expect((await api.call(request)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('OPTIONS that is no preflight is a method like any other', async () => {
    const answer = await api.call({ method: 'OPTIONS', path: '/v1/picture/a', headers: { Origin: console } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
