import { describe, expect, it } from 'vitest';
import { testOrganization } from '../../../test/support/http-api.ts';
import { keyedApi } from '../../../test/support/keyed-route.ts';

/** A verb that waits for the test, for ever where the test says nothing: then its process has died. */
function heldVerb() {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const verb = async (count: number) => {
    if (count > 1) return {};
    begin();
    await released;
    return {};
  };
  return { begun, release, api: keyedApi(verb) };
}

describe('while the first request is under way', () => {
  it('the same one is told to come back, and gets its answer then', async () => {
    const { begun, release, api } = heldVerb();
    const { key } = await testOrganization();
    const first = api.order(key, 'k');
    await begun;
    const early = await api.order(key, 'k');
    expect(early).toMatchObject({ status: 409, json: { reason: 'IDEMPOTENCY_KEY_IN_USE' } });
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
    release();
    const { text } = await first;
    expect((await api.order(key, 'k')).text).toBe(text);
    expect(api.uses).toHaveLength(1);
  });

  it('another one is refused', async () => {
    const { begun, release, api } = heldVerb();
    const { key } = await testOrganization();
    const first = api.order(key, 'k');
    await begun;
    expect((await api.order(key, 'k', { item: 'coffee' })).status).toBe(422);
    release();
    expect((await first).status).toBe(201);
  });
});

it('of many at once, one is done', async () => {
  const { order, uses } = keyedApi();
  const { key } = await testOrganization();
  const answers = await Promise.all(Array.from({ length: 12 }, () => order(key, 'k')));
  expect(uses).toHaveLength(1);
  for (const { status, json } of answers) {
    if (status === 409) expect(json.reason).toBe('IDEMPOTENCY_KEY_IN_USE');
    else expect([status, json.number]).toEqual([201, 1]);
  }
  expect(answers.map(({ status }) => status)).toContain(201);
});

describe('where the process of the first request died half-way', () => {
  it('nobody takes over before it could have come to an end', async () => {
    const { begun, api } = heldVerb();
    const { key } = await testOrganization();
    void api.order(key, 'k');
    await begun;
    api.wait(2);
    expect((await api.order(key, 'k')).status).toBe(409);
    expect(api.uses).toHaveLength(1);
  });

  it('the next one does it under the same name, and its answer is the one that is kept', async () => {
    const { begun, api } = heldVerb();
    const { key } = await testOrganization();
    void api.order(key, 'k');
    await begun;
    api.wait(3);
    expect((await api.order(key, 'k')).json).toEqual({ number: 2, item: 'tea' });
    expect((await api.order(key, 'k')).headers.get('idempotent-replayed')).toBe('true');
    expect(api.uses).toHaveLength(2);
    expect(api.uses[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(api.uses[1]).toBe(api.uses[0]);
  });

  it('of many that would take over, one does', async () => {
    const { begun, api } = heldVerb();
    const { key } = await testOrganization();
    void api.order(key, 'k');
    await begun;
    api.wait(3);
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.order(key, 'k')));
    expect(api.uses).toHaveLength(2);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect(answers.map(({ status }) => status)).toContain(201);
  });

  it('one that comes back after all answers its caller, and does not undo what is kept', async () => {
    const { begun, release, api } = heldVerb();
    const { key } = await testOrganization();
    const first = api.order(key, 'k');
    await begun;
    api.wait(3);
    await api.order(key, 'k');
    release();
    expect((await first).json.number).toBe(1);
    expect((await api.order(key, 'k')).json.number).toBe(2);
    expect(api.services.entries.map(({ message }) => message)).toContain(
      'a request outlasted its idempotency key, which another request holds',
    );
  });
});
