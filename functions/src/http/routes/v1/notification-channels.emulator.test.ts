import { Webhook } from 'standardwebhooks';
import { expect, it, vi } from 'vitest';
import { testApi, testNow, testOrganization, testServices } from '../../../../test/support/http-api.ts';
import { localNotifier } from '../../../../test/support/real-senders.ts';
import { startReceiver } from '../../../../test/support/receiver.ts';
import { startSecretManager } from '../../../../test/support/secret-manager/fake-secret-manager.ts';
import { jsonLogger } from '../../json-logger.ts';

const path = '/v1/notification-channels';

/** The API with real senders and Secret Manager, whose receiver repeats everything it gets, and all that it writes. */
async function listeningApi() {
  const receiver = await startReceiver();
  const { server, secrets } = await startSecretManager();
  const lines: string[] = [];
  const instant = { now: testNow };
  const api = testApi({
    ...testServices(),
    notifier: localNotifier(`${receiver.url}/v2/enqueue`, { secrets }),
    logger: jsonLogger((line) => lines.push(line)),
    now: () => instant.now,
  });
  const { orgId, key } = await testOrganization();
  const answers: string[] = [];
  const call = async (method: string, where: string, body?: unknown) => {
    const answer = await api.call({ method, path: where, key, ...(body === undefined ? {} : { body }) });
    answers.push(answer.text);
    return answer;
  };
  const tick = (seconds: number) => {
    instant.now = new Date(instant.now.getTime() + seconds * 1_000);
  };
  const documents = async () => {
    const { firestore } = api.services;
    const { docs } = await firestore.collection(`organizations/${orgId}/notification_channels`).get();
    return docs.map((one) => JSON.stringify(one.data()));
  };
  return { receiver, server, lines, answers, call, tick, documents };
}

it('makes a webhook, tests it, rotates its key, changes, disables and deletes it', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: testNow });
  const { receiver, call, tick } = await listeningApi();
  const signatures = (n: number) => String(receiver.requests[n]?.headers['webhook-signature']).split(' ');
  const made = await call('POST', path, { name: 'ops', settings: { type: 'webhook', url: receiver.url } });
  expect(made).toMatchObject({ status: 201, json: { enabled: true } });
  const where = made.headers.get('location') ?? '';
  expect(where).toBe(`${path}/${made.json.channelId}`);

  const tested = await call('POST', `${where}/test`);
  expect(tested).toMatchObject({ status: 200, json: { outcome: 'delivered', status: 200 } });
  const [received] = receiver.requests;
  const headers = received?.headers as Record<string, string>;
  expect(new Webhook(made.json.signingSecret as string).verify(received?.body ?? '', headers)).toMatchObject({
    type: 'channel.test',
  });
  expect(headers['webhook-id']).toBe(tested.json.deliveryId);
  expect(await call('POST', `${where}/test`)).toMatchObject({
    status: 429,
    json: { reason: 'CHANNEL_TEST_TOO_SOON' },
  });

  const rotated = await call('POST', `${where}/rotate-secret`, { overlapSeconds: 60 });
  expect(rotated).toMatchObject({ status: 200, json: { previousSecret: { hint: made.json.secretHint } } });
  tick(10);
  await call('POST', `${where}/test`);
  expect(signatures(1)).toHaveLength(2);
  tick(60);
  await call('POST', `${where}/test`);
  expect(signatures(2)).toHaveLength(1);

  expect(await call('PATCH', where, { enabled: false, name: 'operations' })).toMatchObject({
    status: 200,
    json: { enabled: false, name: 'operations' },
  });
  expect((await call('GET', path)).json.items).toEqual([
    expect.objectContaining({ name: 'operations', secretHint: rotated.json.secretHint }),
  ]);
  expect((await call('DELETE', where)).status).toBe(204);
  expect(await call('GET', where)).toMatchObject({
    status: 404,
    json: { reason: 'NOTIFICATION_CHANNEL_NOT_FOUND' },
  });
  vi.useRealTimers();
});

it('answers a failure of the other side, and a target that is refused, as what a test found', async () => {
  const { receiver, call } = await listeningApi();
  receiver.script = [[503, 'not now']];
  const made = await call('POST', path, { name: 'ops', settings: { type: 'webhook', url: receiver.url } });
  expect(await call('POST', `${path}/${made.json.channelId}/test`)).toMatchObject({
    status: 200,
    json: { outcome: 'temporary', status: 503, detail: 'answered 503: not now' },
  });
  const inside = await call('POST', path, {
    name: 'inside',
    settings: { type: 'webhook', url: `https://localhost:${receiver.port}` },
  });
  expect(await call('POST', `${path}/${inside.json.channelId}/test`)).toMatchObject({
    status: 200,
    json: {
      outcome: 'permanent',
      status: null,
      detail: 'not sent: its name leads to an address that is not public',
    },
  });
  expect(receiver.requests).toHaveLength(1);
});

it.each([
  [{ name: 'x', settings: { type: 'pager' } }, '/settings/type'],
  [{ name: 'x', settings: { type: 'webhook' } }, '/settings/url'],
  [{ name: 'x', settings: { type: 'webhook', url: 'ftp://a.example' } }, '/settings/url'],
  [{ name: 'x', settings: { type: 'slack' } }, '/secret/url'],
  [{ name: 'x', settings: { type: 'email', to: ['nobody'] } }, '/settings/to/0'],
  [{ name: 'x', settings: { type: 'slack' }, secret: { token: 'x' } }, '/secret/token'],
  [{ settings: { type: 'email', to: ['a@b.example'] } }, '/name'],
])('refuses %j, naming %s', async (body, pointer) => {
  const { call } = await listeningApi();
  expect(await call('POST', path, body)).toMatchObject({
    status: 400,
    json: { errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
  });
});

const slackPath = '/services/T01234567/B01234567/abcdefghijklmnopqrstuvwx';
const routingKey = 'R0123456789abcdefghijklmnopqrstu';
const password = 'correct horse battery';
const token = 'bearer-token-0123456789';

it('writes no secret anywhere but into the store, whatever goes wrong', async () => {
  const said: unknown[] = [];
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, name).mockImplementation((...words: unknown[]) => said.push(...words));
  }
  const { receiver, server, lines, answers, call, tick, documents } = await listeningApi();
  const keys: string[] = [];
  const settings = { type: 'alertmanager', url: receiver.url };
  // Each with what a receiver that repeats all that it knows would say.
  const kinds = [
    { settings: { type: 'webhook', url: `${receiver.url}/in` }, known: keys },
    { settings: { type: 'slack' }, secret: { url: `${receiver.url}${slackPath}` }, known: [slackPath] },
    { settings: { type: 'pagerduty' }, secret: { routingKey }, known: [routingKey] },
    {
      settings,
      secret: { authorization: { scheme: 'basic', username: 'ada', password } },
      known: [password, btoa(`ada:${password}`)],
    },
    { settings, secret: { authorization: { scheme: 'bearer', token } }, known: [`Bearer ${token}`] },
  ];
  const written: string[] = [];
  for (const { known, ...kind } of kinds) {
    const made = await call('POST', path, { name: 'x', ...kind });
    if (typeof made.json.signingSecret === 'string') keys.push(made.json.signingSecret);
    const where = `${path}/${made.json.channelId}`;
    for (const status of [200, 410, 503]) {
      receiver.script = [[status, `${known.join(' ')} ${JSON.stringify(known)}`]];
      tick(10);
      await call('POST', `${where}/test`);
    }
    receiver.script = ['hang up'];
    tick(10);
    await call('POST', `${where}/test`);
    server.failures.set('AddSecretVersion', 'UNAVAILABLE');
    await call('POST', `${where}/rotate-secret`, 'secret' in kind ? { secret: kind.secret } : {});
    const rotated = await call(
      'POST',
      `${where}/rotate-secret`,
      'secret' in kind ? { secret: kind.secret } : {},
    );
    if (typeof rotated.json.signingSecret === 'string') keys.push(rotated.json.signingSecret);
    server.failures.set('AccessSecretVersion', 'PERMISSION_DENIED');
    tick(10);
    await call('POST', `${where}/test`);
    await call('PATCH', where, { name: 'y' });
    await call('GET', where);
    written.push(...(await documents()));
    server.failures.set('DeleteSecret', 'UNAVAILABLE');
    await call('DELETE', where);
    await call('DELETE', where);
  }
  for (const secret of [
    { routingKey: `${routingKey}x` },
    { url: `ftp://127.0.0.1${slackPath}` },
    { token },
  ]) {
    const type = 'routingKey' in secret ? 'pagerduty' : 'slack';
    expect((await call('POST', path, { name: 'x', settings: { type }, secret })).status).toBe(400);
  }
  vi.restoreAllMocks();

  expect(keys).toHaveLength(2);
  expect(answers.length).toBeGreaterThan(50);
  expect(lines.filter((line) => line.includes('"ERROR"')).length).toBeGreaterThan(5);
  expect(lines.filter((line) => line.includes('cannot be read')).length).toBe(5);
  expect(written.length).toBe(5);
  const shownOnce = answers.map((text) => text.replaceAll(/"signingSecret":"[^"]*"/g, ''));
  const everything = [...shownOnce, ...lines, ...written, ...said.map(String)].join('\n');
  const secrets = [
    ...keys.map((key) => key.slice('whsec_'.length)),
    ...slackPath.split('/').slice(2),
    routingKey,
    password,
    btoa(`ada:${password}`),
    token,
  ];
  expect(everything).toContain('[secret]');
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  expect(server.held.secrets.size).toBe(0);
});
