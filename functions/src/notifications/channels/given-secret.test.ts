import { expect, it } from 'vitest';
import type { ChannelType, GivenSecret } from '../../contracts/notification-channel.ts';
import { givenSecret } from './given-secret.ts';
import { secretHint } from './secret-hint.ts';
import { signingKey } from './signing-key.ts';

const url = 'https://hooks.slack.com/services/T0/B0/abcdefghWXYZ';
const routingKey = 'R0123456789abcdefghijklmnopqWXYZ';
const basic = { scheme: 'basic', username: 'ada', password: 'WXYZ' } as const;
const bearer = { scheme: 'bearer', token: 'token-of-some-lengthWXYZ' } as const;

it.each<[ChannelType, GivenSecret, string]>([
  ['slack', { url }, '…WXYZ'],
  ['pagerduty', { routingKey }, '…WXYZ'],
  ['alertmanager', { authorization: bearer }, '…WXYZ'],
  ['alertmanager', { authorization: { scheme: 'bearer', token: 'short-WXYZ' } }, '…'],
  ['alertmanager', { authorization: basic }, 'user ada'],
])('takes for %s %j and hints at it by %s', (type, given, hint) => {
  const secret = givenSecret(type, given);
  expect(secret).toEqual({ type, ...given });
  if (secret !== undefined) expect(secretHint(secret)).toBe(hint);
});

it.each<ChannelType>(['webhook', 'email', 'alertmanager'])('lets %s do without', (type) => {
  expect(givenSecret(type)).toBeUndefined();
});

it.each<[ChannelType, GivenSecret, string]>([
  ['slack', {}, '/secret/url'],
  ['slack', { url: 'hooks.slack.com' }, '/secret/url'],
  ['slack', { url, routingKey }, '/secret/routingKey'],
  ['pagerduty', {}, '/secret/routingKey'],
  ['pagerduty', { routingKey: 'short' }, '/secret/routingKey'],
  ['webhook', { url }, '/secret/url'],
  ['email', { authorization: basic }, '/secret/authorization'],
])('refuses for %s %j, naming %3$s', (type, given, pointer) => {
  expect(() => givenSecret(type, given)).toThrow(
    expect.objectContaining({ reason: 'VALIDATION_FAILED', fields: [expect.objectContaining({ pointer })] }),
  );
});

it('does not repeat what was wrong with a secret', () => {
  const tried = () => givenSecret('pagerduty', { routingKey: 'almost-a-secret' });
  expect(tried).toThrow(/integration key/);
  expect(tried).not.toThrow(/almost/);
});

it('makes keys of 32 random bytes, a new one each time', () => {
  const [one, other] = [signingKey().key, signingKey().key];
  expect(Buffer.from(one.slice('whsec_'.length), 'base64')).toHaveLength(32);
  expect(one).not.toBe(other);
});
