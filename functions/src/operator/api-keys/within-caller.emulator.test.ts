import { describe, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import type { KeyRestrictions } from '../../contracts/key-restrictions.ts';
import type { Permission } from '../../contracts/permissions.ts';
import { createApiKey } from './create-api-key.ts';
import { rotateApiKey } from './rotate-api-key.ts';
import { updateApiKey } from './update-api-key.ts';

const own: KeyRestrictions = {
  metricPrefixes: ['orders.', 'stock'],
  addresses: ['203.0.113.0/24', '2001:db8::/32'],
  expiresAt: new Date('2027-01-01T00:00:00Z'),
};
const scopes: readonly Permission[] = ['api-keys:write', 'metrics:read'];
const within = {
  name: 'child',
  scopes: ['metrics:read'],
  metricPrefixes: ['orders.open', 'stock'],
  addresses: ['203.0.113.7'],
  expiresAt: '2026-12-01T00:00:00Z',
};

/** An organization, a person in it who may do everything, and a key that may do little. */
function callers(): { person: TestCtx; key: TestCtx } {
  const person = testContext();
  const { orgId } = person;
  const key = testContext({
    ...{ orgId, restrictions: own, actor: { type: 'api-key', id: 'key_parent' } },
    permissions: scopes,
  });
  return { person, key };
}

const tooMuch: readonly [string, object, object][] = [
  ['other metrics', { metricPrefixes: ['payroll.'] }, { restrictions: ['metricPrefixes'] }],
  ['more metrics', { metricPrefixes: ['orders'] }, { restrictions: ['metricPrefixes'] }],
  ['every metric', { metricPrefixes: null }, { restrictions: ['metricPrefixes'] }],
  ['another address', { addresses: ['203.0.114.1'] }, { restrictions: ['addresses'] }],
  ['a wider range', { addresses: ['203.0.112.0/23'] }, { restrictions: ['addresses'] }],
  ['every address', { addresses: null }, { restrictions: ['addresses'] }],
  ['a later end', { expiresAt: '2027-01-01T00:00:01Z' }, { restrictions: ['expiresAt'] }],
  ['no end', { expiresAt: null }, { restrictions: ['expiresAt'] }],
  ['a scope more', { scopes: ['metrics:read', 'metrics:write'] }, { scopes: ['metrics:write'] }],
];

describe('a key that makes a key', () => {
  it('can narrow it', async () => {
    const created = await createApiKey({ ctx: callers().key, input: within });
    expect(created).toMatchObject({ ...within, expiresAt: new Date(within.expiresAt) });
  });

  it('hands on its own restrictions where nothing is said of them', async () => {
    const { name } = within;
    const created = await createApiKey({ ctx: callers().key, input: { name, scopes } });
    expect(created).toMatchObject({ ...own, scopes, createdBy: 'api-key:key_parent' });
  });

  it.each(tooMuch)('cannot give it %s, and writes nothing', async (_, more, extensions) => {
    const { key } = callers();
    await expect(createApiKey({ ctx: key, input: { ...within, ...more } })).rejects.toMatchObject({
      code: 'permission-denied',
      extensions,
    });
    expect(key.db.meter.writes).toBe(0);
  });
});

describe('a key that changes a key', () => {
  it.each(tooMuch)('cannot give it %s', async (_, more, extensions) => {
    const { person, key } = callers();
    const { keyId } = await createApiKey({ ctx: person, input: within });
    const parsed =
      'expiresAt' in more && more.expiresAt ? { expiresAt: new Date(String(more.expiresAt)) } : more;
    await expect(updateApiKey({ ctx: key, input: { keyId, patch: parsed } })).rejects.toMatchObject({
      code: 'permission-denied',
      extensions,
    });
  });

  it('can narrow one that reaches further to what it has itself, and not less far', async () => {
    const { person, key } = callers();
    const { keyId } = await createApiKey({ ctx: person, input: { ...within, metricPrefixes: null } });
    await expect(updateApiKey({ ctx: key, input: { keyId, patch: { name: 'x' } } })).rejects.toMatchObject({
      reason: 'RESTRICTIONS_EXCEED_CALLER',
    });
    const patch = { metricPrefixes: ['orders.'] };
    expect(await updateApiKey({ ctx: key, input: { keyId, patch } })).toMatchObject(patch);
  });
});

describe('a key that rotates a key', () => {
  const rotate = (ctx: TestCtx, keyId: string) => rotateApiKey({ ctx, input: { keyId, overlapSeconds: 60 } });

  it.each(tooMuch)('is not handed the secret of one with %s', async (_, more, extensions) => {
    const { person, key } = callers();
    const { keyId } = await createApiKey({ ctx: person, input: { ...within, ...more } });
    await expect(rotate(key, keyId)).rejects.toMatchObject({ code: 'permission-denied', extensions });
  });

  it('is handed that of one within its reach', async () => {
    const { person, key } = callers();
    const { keyId } = await createApiKey({ ctx: person, input: within });
    expect(await rotate(key, keyId)).toMatchObject({ keyId, rotatedAt: key.now });
  });
});

it('a person may give a key any reach', async () => {
  const { person } = callers();
  for (const [, more] of tooMuch) {
    expect(await createApiKey({ ctx: person, input: { ...within, ...more } })).toMatchObject({
      name: 'child',
    });
  }
});
