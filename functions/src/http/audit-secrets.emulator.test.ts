import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { auditEntries } from '../../test/support/audited-calls.ts';
import { testApi, testOrganization } from '../../test/support/http-api.ts';

const api = testApi();

const random = (): string => randomBytes(24).toString('hex');

/** What each type of channel is made with: settings, and a secret that nobody else knows. */
const channels = () => {
  const to = { type: 'alertmanager', url: 'https://alerts.example' };
  return [
    { settings: { type: 'webhook', url: 'https://ops.example/hook?room=1', format: 'standard' } },
    {
      settings: { type: 'slack' },
      secret: { url: `https://hooks.slack.com/services/T0/B0/${random()}` },
    },
    { settings: { type: 'pagerduty' }, secret: { routingKey: randomBytes(16).toString('hex') } },
    { settings: to, secret: { authorization: { scheme: 'bearer', token: random() } } },
    { settings: to, secret: { authorization: { scheme: 'basic', username: 'ops', password: random() } } },
  ];
};

/** The texts in a secret that are secret. */
const leavesOf = (secret: unknown): string[] =>
  typeof secret === 'string' ? [secret] : Object.values(secret as object).flatMap(leavesOf);

it('no entry holds a secret that was sent or given, whatever is done with it', async () => {
  const { orgId, key } = await testOrganization();
  const secrets = [key];
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await api.call({ method, path, key, ...(body === undefined ? {} : { body }) });
    expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
    return answer.json;
  };
  for (const channel of channels()) {
    const secret = 'secret' in channel ? channel.secret : undefined;
    const made = await call('POST', '/v1/notification-channels', { name: 'a channel', ...channel });
    const path = `/v1/notification-channels/${made.channelId}`;
    const next = channels().find(({ settings }) => settings.type === channel.settings.type);
    const rotation = next !== undefined && 'secret' in next ? { secret: next.secret } : {};
    const rotated = await call('POST', `${path}/rotate-secret`, rotation);
    await call('POST', `${path}/test`);
    await call('PATCH', path, { name: 'renamed' });
    await call('DELETE', path);
    secrets.push(...leavesOf([secret ?? [], rotation].flat()));
    for (const { signingSecret } of [made, rotated])
      if (signingSecret !== null) secrets.push(String(signingSecret));
  }
  const created = await call('POST', '/v1/api-keys', { name: 'agent', scopes: ['metrics:write'] });
  await call('DELETE', `/v1/api-keys/${created.keyId}`);
  secrets.push(String(created.key));
  const told = { name: `mind ${created.key}`, endsAt: '2027-01-01T00:00:00Z' };
  await call('POST', '/v1/silences', {
    matchers: [{ label: 'airport', value: 'ATL' }],
    endsAt: told.endsAt,
    comment: told.name,
  });

  const entries = [...(await auditEntries(api.services.firestore, orgId)).values()];
  const text = JSON.stringify(entries);
  expect(entries.length).toBe(channels().length * 5 + 4);
  expect(secrets.length).toBeGreaterThan(10);
  const known = ['basic', 'bearer', 'ops'];
  for (const secret of secrets.filter((one) => !known.includes(one))) expect(text).not.toContain(secret);
  expect(entries.filter(({ changed }) => changed.includes('secretReference')).length).toBeGreaterThan(5);
});
