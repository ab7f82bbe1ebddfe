import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSecretManager } from '../../../test/support/secret-manager/fake-secret-manager.ts';
import type { SecretStore } from '../../contracts/notifier.ts';
import { cachedSecrets } from './cached-secrets.ts';
import { channelSecretName } from './channel-secret-name.ts';
import { fileSecrets } from './file-secrets.ts';
import { memorySecrets } from './memory-secrets.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const stores: readonly (readonly [string, () => Promise<SecretStore>])[] = [
  ['in memory', async () => memorySecrets()],
  ['in files', async () => fileSecrets(path.join(await temporaryFolder(), 'channels'))],
  ['in Secret Manager', async () => (await startSecretManager()).secrets],
  [
    'in Secret Manager, cached',
    async () => cachedSecrets((await startSecretManager()).secrets, () => new Date(0)),
  ],
];

describe.each(stores)('secrets %s', (_, open) => {
  it('keep versions, each for itself', async () => {
    const store = await open();
    const first = await store.put('iv-channel-a', 'ünö');
    const second = await store.put('iv-channel-a', 'due');
    const other = await store.put('iv-channel-b', 'tre');
    expect([first, second, other]).toEqual([
      'iv-channel-a/versions/1',
      'iv-channel-a/versions/2',
      'iv-channel-b/versions/1',
    ]);
    expect(await Promise.all([first, second, other].map(store.get))).toEqual(['ünö', 'due', 'tre']);
    expect(await store.versions('iv-channel-a')).toEqual([second, first]);
  });

  it('forget a version and never give its number to another', async () => {
    const store = await open();
    const first = await store.put('iv-channel-a', 'uno');
    const second = await store.put('iv-channel-a', 'due');
    await store.destroy(second);
    await store.destroy(second);
    expect(await store.get(second)).toBeUndefined();
    expect(await store.versions('iv-channel-a')).toEqual([first]);
    expect(await store.put('iv-channel-a', 'tre')).toBe('iv-channel-a/versions/3');
  });

  it('forget a secret whole, once or twice', async () => {
    const store = await open();
    const reference = await store.put('iv-channel-a', 'uno');
    await store.remove('iv-channel-a');
    await store.remove('iv-channel-a');
    expect(await store.get(reference)).toBeUndefined();
    expect(await store.versions('iv-channel-a')).toEqual([]);
  });

  it('know nothing of what was never there', async () => {
    const store = await open();
    expect(await store.get('iv-channel-a/versions/1')).toBeUndefined();
    expect(await store.versions('iv-channel-a')).toEqual([]);
    await store.destroy('iv-channel-a/versions/1');
  });

  it.each(['../../etc', 'a/b', '', 'a b', 'x'.repeat(256)])('take no name such as %j', async (name) => {
    const store = await open();
    await expect(async () => store.put(name, 'uno')).rejects.toThrow(RangeError);
    await expect(async () => store.get(`${name}/versions/1`)).rejects.toThrow(RangeError);
  });
});

it('lets nobody but the owner open files', async () => {
  const folder = path.join(await temporaryFolder(), 'channels');
  await fileSecrets(folder).put('iv-channel-a', 'uno');
  const mode = async (...parts: readonly string[]) => (await stat(path.join(folder, ...parts))).mode & 0o777;
  expect(await mode()).toBe(0o700);
  expect(await mode('iv-channel-a')).toBe(0o700);
  expect(await mode('iv-channel-a', '1')).toBe(0o600);
});

it('gives each of several processes a version of its own', async () => {
  const folder = await temporaryFolder();
  const texts = Array.from({ length: 8 }, (_, i) => `text ${i}`);
  const references = await Promise.all(texts.map((text) => fileSecrets(folder).put('iv-channel-a', text)));
  expect(new Set(references).size).toBe(8);
  expect(await Promise.all(references.map(fileSecrets(folder).get))).toEqual(texts);
  expect(await readdir(path.join(folder, 'iv-channel-a'))).toHaveLength(8);
});

it('makes a secret with its first version, also where another has just made it', async () => {
  const { server, secrets } = await startSecretManager();
  await secrets.put('iv-channel-a', 'uno');
  await secrets.put('iv-channel-a', 'due');
  expect(server.calls).toEqual(['AddSecretVersion', 'CreateSecret', 'AddSecretVersion', 'AddSecretVersion']);
  server.failures.set('AddSecretVersion', 'NOT_FOUND');
  expect(await secrets.put('iv-channel-a', 'tre')).toBe('iv-channel-a/versions/3');
});

it('lists more versions than fit on a page', async () => {
  const { secrets } = await startSecretManager();
  for (let i = 0; i < 102; i++) await secrets.put('iv-channel-a', 'uno');
  expect(await secrets.versions('iv-channel-a')).toHaveLength(102);
});

it.each(['PERMISSION_DENIED', 'UNAVAILABLE', 'RESOURCE_EXHAUSTED'] as const)(
  'says so on %s, at once',
  async (status) => {
    const { server, secrets } = await startSecretManager();
    const reference = await secrets.put('iv-channel-a', 'uno');
    server.failures.set('AccessSecretVersion', status);
    await expect(secrets.get(reference)).rejects.toThrow(status);
    expect(server.calls.filter((method) => method === 'AccessSecretVersion')).toHaveLength(1);
  },
);

it('remembers texts for ten minutes, and asks again then', async () => {
  const { server, secrets } = await startSecretManager();
  let now = 0;
  const cached = cachedSecrets(secrets, () => new Date(now));
  const reference = await cached.put('iv-channel-a', 'uno');
  const read = () => server.calls.filter((method) => method === 'AccessSecretVersion').length;
  await cached.get(reference);
  await cached.get(reference);
  expect(read()).toBe(1);
  now = 600_000;
  await cached.get(reference);
  expect(read()).toBe(2);
});

it('names the secret of a channel after organization and channel', () => {
  expect(channelSecretName('org_a', 'chn_b')).toBe('iv-channel-org_a-chn_b');
  expect(() => channelSecretName('org/a', 'chn_b')).toThrow(RangeError);
});
