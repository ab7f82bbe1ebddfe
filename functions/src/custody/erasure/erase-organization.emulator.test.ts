import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import { acme, contentsOf, erasureDeps, foundByCaller } from '../../../test/support/erasures.ts';
import { writeExampleResources } from '../../../test/support/example-resources.ts';
import { SteppedDatabase } from '../../../test/support/faults/stepped-database.ts';
import { SteppedProcess } from '../../../test/support/faults/stepped-process.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import type { Erasure } from '../../contracts/erasure.ts';
import { apiKeyHashCollection, erasureCollection } from '../../firestore/collections.ts';
import { organizationPath } from '../../firestore/paths.ts';
import { channelSecretName } from '../../notifications/secrets/channel-secret-name.ts';
import { createApiKey } from '../../operator/api-keys/create-api-key.ts';
import { deleteOrganization } from './delete-organization.ts';
import { organizationPlaces } from './organization-places.ts';
import { runErasure } from './run-erasure.ts';
import { sweepErasures } from './sweep-erasures.ts';

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;

let ctx: TestCtx;
let erasureId: string;

beforeEach(async () => {
  ctx = testContext();
  await foundByCaller(ctx);
});

const later = (ms: number): Date => new Date(ctx.now.getTime() + ms);
const due = () => later(weekMs);
const settled = () => later(weekMs + 15 * minuteMs);

async function request(): Promise<void> {
  ({ erasureId } = await deleteOrganization({ ctx, input: { confirm: acme.name } }));
}

const run = (now: Date, limits = { documents: 200, steps: 200 }) =>
  runErasure({ deps: erasureDeps(ctx, now), input: { erasureId }, limits });

const erasure = async () =>
  (await erasureCollection(ctx.db.firestore).doc(erasureId).get()).data() as Erasure;

const contents = () => contentsOf(ctx.db.firestore, ctx.orgId);

const hashes = () => apiKeyHashCollection(ctx.db.firestore).where('orgId', '==', ctx.orgId).get();

const put = (path: string, data: object = { any: 1 }) =>
  ctx.db.firestore.doc(`${organizationPath(ctx.orgId)}/${path}`).set(data);

const total = ({ counts }: Erasure): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

describe('erasing an organization', () => {
  it('leaves nothing of it but the proof, and another organization as it was', async () => {
    const other = testContext();
    await foundByCaller(other);
    for (const { db, orgId } of [ctx, other]) await writeExampleResources(db.firestore, orgId);
    await createApiKey({ ctx, input: { name: 'one', scopes: ['metrics:read'] } });
    await put('metrics/met_gone/time_series/2026/notes/by-hand');
    await put('made_by_hand/x/below/missing/deeper/y');
    const before = await contentsOf(other.db.firestore, other.orgId);
    const own = Object.keys(await contents()).length;
    await request();
    expect(await run(due())).toBe('waiting');
    expect(Object.keys(await contents())).toEqual([organizationPath(ctx.orgId)]);
    expect((await hashes()).size).toBe(0);
    expect(ctx.tasks.erasures).toEqual([{ erasureId, notBefore: settled() }]);
    expect(await run(settled())).toBe('erased');
    expect(await contents()).toEqual({});
    const proof = await erasure();
    expect(proof).toMatchObject({
      state: 'erased',
      verifiedAt: settled(),
      finishedAt: settled(),
      nextAt: null,
    });
    expect(proof.counts).toMatchObject({ api_key_hashes: 1, organizations: 1, metrics: 1, elsewhere: 2 });
    // Besides what was counted: the hash of the key, and the audit entry of the request.
    expect(total(proof)).toBe(own + 2);
    expect(JSON.stringify(proof)).not.toContain('Acme');
    expect(await contentsOf(other.db.firestore, other.orgId)).toEqual(before);
    expect(await run(settled())).toBe('over');
  });

  it('costs a read and a write for each document, and little besides', async () => {
    for (let batch = 0; batch < 3; batch += 1)
      await Promise.all(Array.from({ length: 100 }, (_, index) => put(`metrics/met_${batch * 100 + index}`)));
    await request();
    const deps = erasureDeps(ctx, due());
    await runErasure({ deps, input: { erasureId } });
    const deleted = total(await erasure());
    expect(deleted).toBe(302);
    const places = organizationPlaces.length;
    // Fences: begun, two pages of metrics, the audit log, the membership, settling. Empty places cost a read each, those passed twice another.
    expect(deps.db.meter.writes).toBe(deleted + 6);
    expect(deps.db.meter.reads).toBeLessThanOrEqual(deleted + 2 * places + 1 + 6);
    const last = erasureDeps(ctx, settled());
    await runErasure({ deps: last, input: { erasureId } });
    expect(last.db.meter.writes).toBe(3);
    expect(last.db.meter.reads).toBeLessThanOrEqual(2 * (places + 1) + 4);
  });

  it('removes the secrets of its channels, and of no other', async () => {
    const secrets = ctx.notifier?.secrets;
    if (secrets === undefined) throw new Error('the test context keeps secrets');
    const [own, foreign] = [channelSecretName(ctx.orgId, 'chn_1'), channelSecretName('org_other', 'chn_1')];
    await put('notification_channels/chn_1');
    for (const name of [own, foreign]) await secrets.put(name, 'whsec_x');
    await request();
    await run(due());
    expect(await secrets.versions(own)).toEqual([]);
    expect(await secrets.versions(foreign)).toHaveLength(1);
  });

  it('does not begin before the time of grace is over', async () => {
    await request();
    const before = await contents();
    expect(await run(later(weekMs - 1))).toBe('waiting');
    expect(await contents()).toEqual(before);
    expect((await erasure()).state).toBe('scheduled');
  });

  it('finds what came back while it waited, and waits once more', async () => {
    await put('metrics/met_1');
    await request();
    await run(due());
    expect((await erasure()).state).toBe('settling');
    await put('metrics/met_1/time_series/2026-11', { late: true });
    await run(settled());
    expect(await erasure()).toMatchObject({ state: 'settling', passes: 2, verifiedAt: null });
    expect((await contents())[organizationPath(ctx.orgId)]).toBeDefined();
    expect(await run(later(weekMs + 29 * minuteMs))).toBe('waiting');
    expect(await run(later(weekMs + 30 * minuteMs))).toBe('erased');
    expect(await contents()).toEqual({});
  });

  it('does not call it proved where something came back at the very last', async () => {
    await request();
    await run(due());
    // Up to where the organization is gone, and no further.
    expect(await run(settled(), { documents: 200, steps: 1 })).toBe('continued');
    expect((await erasure()).state).toBe('verifying');
    await put('by_hand/late');
    await run(settled());
    expect(await erasure()).toMatchObject({ state: 'settling', verifiedAt: null });
    await run(later(weekMs + 30 * minuteMs));
    expect((await erasure()).state).toBe('erased');
    expect(await contents()).toEqual({});
  });
});

describe('at least once', () => {
  async function populate(): Promise<number> {
    await writeExampleResources(ctx.db.firestore, ctx.orgId);
    await createApiKey({ ctx, input: { name: 'one', scopes: ['metrics:read'] } });
    await put('metrics/met_gone/time_series/2026/notes/by-hand');
    await request();
    return Object.keys(await contents()).length + (await hashes()).size;
  }

  it('counts each document once when the worker dies before or after any of its steps', async () => {
    const documents = await populate();
    let deaths = 0;
    for (let lives = 0; (await erasure()).finishedAt === null; lives += 1) {
      const now = (await erasure()).state === 'settling' ? settled() : due();
      const process = new SteppedProcess(`worker ${lives}`);
      const db = new SteppedDatabase(ctx.db, process);
      const deps = { ...erasureDeps(ctx, now), db };
      const limits = { documents: 2, steps: 50 };
      await process.start(() => runErasure({ deps, input: { erasureId }, limits }));
      // Most lives are short; some see all places.
      const span = lives % 4 === 3 ? 3 * organizationPlaces.length : 3 + (lives % 9);
      for (let step = 0; step < span; step += 1) await process.step();
      if (process.alive) deaths += 1;
      await process.die(lives % 2 === 0 ? 'before' : 'after');
    }
    expect(deaths).toBeGreaterThan(5);
    expect(total(await erasure())).toBe(documents);
    expect(await contents()).toEqual({});
  }, 120_000);

  it('counts each document once with two workers at a time', async () => {
    const documents = await populate();
    const results: string[] = [];
    while ((await erasure()).finishedAt === null) {
      const now = (await erasure()).state === 'settling' ? settled() : due();
      const both = [1, 2].map(() => run(now, { documents: 5, steps: 10 }));
      results.push(...(await Promise.all(both)));
    }
    expect(results).toContain('overtaken');
    expect(total(await erasure())).toBe(documents);
    expect(await contents()).toEqual({});
  }, 120_000);

  it('is handed out by the sweep when it is due, and again when its task is lost', async () => {
    const db = isolatedDatabase();
    ctx = testContext({ db });
    await foundByCaller(ctx);
    await request();
    const sweep = (now: Date) => sweepErasures({ db, tasks: ctx.tasks, now });
    expect(await sweep(later(weekMs - 1))).toBe(0);
    expect(await sweep(due())).toBe(1);
    expect(ctx.tasks.erasures).toEqual([{ erasureId }]);
    await run(due(), { documents: 1, steps: 1 });
    expect(await sweep(later(weekMs + 29 * minuteMs))).toBe(0);
    expect(await sweep(later(weekMs + 30 * minuteMs))).toBe(1);
    await run(due());
    await run(settled());
    expect(await sweep(later(10 * weekMs))).toBe(0);
  });
});

/** Names of collections and documents: some that we know, some that nobody thought of. */
const collectionId = fc.constantFrom('metrics', 'time_series', 'events', 'runs', 'notes', 'a-b', 'Ünïcode');
const documentId = fc.constantFrom('a', 'b', 'met_1', '2026-11', '0');
const pathBelow = fc
  .array(fc.tuple(collectionId, documentId), { minLength: 1, maxLength: 4 })
  .map((steps) => steps.flat().join('/'));

describe('whatever there is', () => {
  it('is erased: random trees, also below documents that are not there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(pathBelow, { maxLength: 25 }),
        fc.integer({ min: 1, max: 5 }),
        async (paths, documents) => {
          ctx = testContext();
          const other = testContext({ orgId: `${ctx.orgId}0` });
          for (const one of [ctx, other]) await foundByCaller(one);
          const batch = ctx.db.firestore.batch();
          for (const path of paths)
            for (const { orgId } of [ctx, other])
              batch.set(ctx.db.firestore.doc(`${organizationPath(orgId)}/${path}`), { path });
          await batch.commit();
          const before = await contentsOf(other.db.firestore, other.orgId);
          await request();
          let result = 'continued';
          while (result === 'continued') result = await run(due(), { documents, steps: 20 });
          while (result !== 'erased') result = await run(settled(), { documents, steps: 20 });
          expect(await contents()).toEqual({});
          expect(total(await erasure())).toBe(paths.length + 3);
          expect(await contentsOf(other.db.firestore, other.orgId)).toEqual(before);
        },
      ),
      { numRuns: 12, seed: 7 },
    );
  }, 180_000);
});
