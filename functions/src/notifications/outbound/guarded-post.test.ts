import { expect, it } from 'vitest';
import { startReceiver } from '../../../test/support/receiver.ts';
import { startTlsReceiver, trustTestAuthority } from '../../../test/support/tls-receiver.ts';
import { type GuardedPostOptions, guardedPost } from './guarded-post.ts';
import type { OutboundPolicy } from './outbound-policy.ts';
import type { Resolve } from './resolve-target.ts';

const open: OutboundPolicy = { allowHttp: true, allowedHosts: [] };

const post = (url: string, options: GuardedPostOptions, signal = new AbortController().signal) =>
  guardedPost(options)({ url, headers: { 'X-Test': 'yes' }, body: '{"a":"ü"}', signal });

/** A name server that answers these addresses in turn, and the names it was asked for. */
function nameServer(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return { asked, resolve };
}

it('posts to a host that the policy names', async () => {
  const receiver = await startReceiver([[202, 'taken', { 'Retry-After': '3' }]]);
  const policy = { ...open, allowedHosts: [`127.0.0.1:${receiver.port}`] };
  const answer = await post(`${receiver.url}/in?x=1`, { policy });
  expect(answer).toMatchObject({ status: 202, text: 'taken', headers: { 'retry-after': '3' } });
  expect(receiver.requests).toEqual([
    expect.objectContaining({ method: 'POST', path: '/in?x=1', body: '{"a":"ü"}' }),
  ]);
  expect(receiver.requests[0]?.headers).toMatchObject({
    'x-test': 'yes',
    'content-length': '10',
    host: `127.0.0.1:${receiver.port}`,
  });
});

it.each([
  ['the loopback', ['127.0.0.1']],
  ['the loopback of IPv6', ['::1']],
  ['the metadata of the cloud', ['169.254.169.254']],
  ['one private address among public ones', ['93.184.215.14', '10.0.0.1']],
  ['an IPv4 address within one of IPv6', ['::ffff:127.0.0.1']],
])('refuses a name that leads to %s, and connects to nothing', async (_, addresses) => {
  const receiver = await startReceiver();
  const { resolve } = nameServer(addresses);
  const url = `http://hooks.example:${receiver.port}/`;
  await expect(post(url, { policy: open, resolve })).rejects.toThrow('address that is not public');
  expect(receiver.requests).toEqual([]);
});

it('refuses the loopback by its own names with the resolver of the system', async () => {
  const receiver = await startReceiver();
  for (const host of ['localhost', '127.0.0.1', '2130706433', '[::ffff:127.0.0.1]']) {
    await expect(post(`http://${host}:${receiver.port}/`, { policy: open })).rejects.toThrow('not public');
  }
  expect(receiver.requests).toEqual([]);
});

it('connects to the address that was judged, though the name changes meanwhile', async () => {
  const judged = await startReceiver();
  const other = await startReceiver([[200]], { host: '127.0.0.2', port: judged.port });
  const { asked, resolve } = nameServer(['127.0.0.1'], ['127.0.0.2']);
  const policy = { ...open, allowedHosts: ['hooks.example'] };
  await post(`http://hooks.example:${judged.port}/`, { policy, resolve });
  expect(asked).toEqual(['hooks.example']);
  expect(judged.requests[0]?.headers.host).toBe(`hooks.example:${judged.port}`);
  expect(other.requests).toEqual([]);
});

it('judges a name anew for each request, over no connection of before', async () => {
  const receiver = await startReceiver();
  const { resolve } = nameServer(['127.0.0.1'], ['127.0.0.1']);
  const url = `http://hooks.example:${receiver.port}/`;
  await post(url, { policy: { ...open, allowedHosts: ['hooks.example'] }, resolve });
  await expect(post(url, { policy: open, resolve })).rejects.toThrow('not public');
  expect(receiver.requests).toHaveLength(1);
  expect(receiver.requests[0]?.headers.connection).toBe('close');
});

it('does not follow redirects', async () => {
  const inside = await startReceiver();
  const receiver = await startReceiver([[307, '', { Location: `${inside.url}/admin` }]]);
  const policy = { ...open, allowedHosts: ['127.0.0.1'] };
  expect(await post(receiver.url, { policy })).toMatchObject({ status: 307 });
  expect(inside.requests).toEqual([]);
});

it('reads no more of an answer than 16 kB', async () => {
  const receiver = await startReceiver([[200, 'x'.repeat(1_000_000)]]);
  const policy = { ...open, allowedHosts: ['127.0.0.1'] };
  expect((await post(receiver.url, { policy })).text).toHaveLength(16_384);
});

it('takes the status of an answer that breaks off, and fails without one', async () => {
  const receiver = await startReceiver(['hang up half way', 'hang up']);
  const policy = { ...open, allowedHosts: ['127.0.0.1'] };
  expect(await post(receiver.url, { policy })).toMatchObject({ status: 200, text: 'thank' });
  await expect(post(receiver.url, { policy })).rejects.toMatchObject({ code: 'ECONNRESET' });
});

it('gives up where no answer comes, and where it is told to', async () => {
  const receiver = await startReceiver(['say nothing']);
  const policy = { ...open, allowedHosts: ['127.0.0.1'] };
  await expect(post(receiver.url, { policy, timeoutMs: 20 })).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect(post(receiver.url, { policy }, AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
});

it('gives up where names are not resolved', async () => {
  const resolve: Resolve = () => new Promise(() => undefined);
  await expect(
    post('https://hooks.example/', { policy: open, resolve, timeoutMs: 20 }),
  ).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});

it('speaks TLS with the name that was asked for, at the address that was judged', async () => {
  trustTestAuthority();
  const receiver = await startTlsReceiver();
  const { resolve } = nameServer(['127.0.0.1']);
  const policy = { ...open, allowedHosts: ['hooks.example'] };
  const answer = await post(`https://hooks.example:${receiver.port}/`, { policy, resolve });
  expect(answer).toMatchObject({ status: 200, text: 'ok' });
  expect(receiver.names).toEqual(['hooks.example']);
});

it('sends nothing to a server whose certificate is of another name, or of nobody known', async () => {
  const receiver = await startTlsReceiver();
  const { resolve } = nameServer(['127.0.0.1']);
  const tried = (host: string) =>
    post(`https://${host}:${receiver.port}/`, { policy: { ...open, allowedHosts: [host] }, resolve });
  await expect(tried('hooks.example')).rejects.toMatchObject({
    code: expect.stringMatching(/^(UNABLE|SELF|DEPTH)/),
  });
  trustTestAuthority();
  await expect(tried('other.example')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  expect(receiver.names).toEqual([]);
});
