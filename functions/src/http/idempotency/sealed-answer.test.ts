import { expect, it } from 'vitest';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

const key = '0b9c1f0e-6a55-4b7f-9a53-2f1f0a3c8d11';
const id = 'a'.repeat(64);
const first = {
  status: 201,
  headers: { Location: '/v1/api-keys/key_1' },
  body: JSON.stringify({ key: 'iv_Zk3qZk3q' }),
};

it('is read with the key and the id that it was sealed with', async () => {
  expect(await openAnswer(key, id, await sealAnswer(key, id, first))).toEqual(first);
});

it('shows nothing of the answer and is different each time', async () => {
  const [one, other] = await Promise.all([sealAnswer(key, id, first), sealAnswer(key, id, first)]);
  expect(Buffer.from(one).toString('latin1')).not.toContain('iv_Zk3q');
  expect(Buffer.from(one).toString('latin1')).not.toContain('/v1/');
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
});

it.each([
  ['another key', `${key}1`, id],
  ['another document', key, 'b'.repeat(64)],
])('is not read with %s', async (_, otherKey, otherId) => {
  const bytes = await sealAnswer(key, id, first);
  await expect(openAnswer(otherKey, otherId, bytes)).rejects.toThrow();
});

it('is not read once a bit of it has changed, wherever', async () => {
  const bytes = await sealAnswer(key, id, first);
  for (const at of [0, 20, bytes.length - 1]) {
    const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
    await expect(openAnswer(key, id, changed)).rejects.toThrow();
  }
});
