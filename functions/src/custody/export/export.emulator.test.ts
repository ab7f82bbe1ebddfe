import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { writeExampleResources } from '../../../test/support/example-resources.ts';
import { SteppedDatabase } from '../../../test/support/faults/stepped-database.ts';
import { SteppedProcess } from '../../../test/support/faults/stepped-process.ts';
import { collection, exportPartCollection, groupSchemas } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { collectionPath, organizationPath } from '../../firestore/paths.ts';
import { normaliseJson } from '../../pipeline/normalise/from-json.ts';
import { writePoints } from '../../pipeline/store/write-points.ts';
import { cancelExport } from './cancel-export.ts';
import { deleteExport } from './delete-export.ts';
import { exportFiles, notExported } from './export-files.ts';
import { getExport } from './get-export.ts';
import { exportLimits } from './limits.ts';
import { openExportFile } from './open-export-file.ts';
import { runExportSlice } from './run-export-slice.ts';
import { startExport } from './start-export.ts';

/** Little of everything at a time, so that files have parts and steps have something to lose. */
const small = { textBytes: 400, partBytes: 150, pages: 2, steps: 5 };

let ctx: TestCtx;

beforeEach(async () => {
  ctx = testContext();
  await ctx.db.firestore.doc(organizationPath(ctx.orgId)).set({ name: 'Acme', createdAt: Timestamp.now() });
});

const start = async () => (await startExport({ ctx, input: {} })).exportId;

/** Delivers tasks until none is left; answers how many there were. */
async function deliverAll(limits = exportLimits): Promise<number> {
  let delivered = 0;
  for (let task = ctx.tasks.exports.shift(); task !== undefined; task = ctx.tasks.exports.shift()) {
    await runExportSlice({ ctx, input: task, limits });
    delivered += 1;
  }
  return delivered;
}

async function download(exportId: string, file: string, range = {}): Promise<Buffer> {
  const { parts } = await openExportFile({ ctx, input: { exportId, file, fromPart: 0, ...range } });
  const chunks: Uint8Array[] = [];
  for await (const chunk of parts) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const textOf = async (exportId: string, file: string) =>
  gunzipSync(await download(exportId, file)).toString('utf8');

async function pointsOf(metric: string, labels: Record<string, string>, hours: number): Promise<void> {
  const points = Array.from({ length: hours }, (_, hour): [number, number] => [
    Date.UTC(2026, 0, 1, hour),
    hour + 0.5,
  ]);
  const { series } = normaliseJson({ series: [{ metric, labels, points }], timestampUnit: 'ms' }, ctx.now);
  await writePoints(ctx, series);
}

describe('what an export holds', () => {
  it('has each collection in a file or among those left out for a reason', () => {
    const inFiles = [...exportFiles.keys()].map((name) => name.replace(/\..*/, ''));
    for (const group of Object.keys(groupSchemas))
      expect([inFiles.includes(group), Object.hasOwn(notExported, group)], group).toContain(true);
    expect(Object.values(notExported).every((reason) => reason.length > 10)).toBe(true);
    expect(Object.keys(notExported).filter((group) => !Object.hasOwn(groupSchemas, group))).toEqual([]);
  });

  it('is every document of the organization as it is stored, and none of another', async () => {
    const other = testContext();
    await writeExampleResources(ctx.db.firestore, ctx.orgId);
    await writeExampleResources(ctx.db.firestore, other.orgId);
    await ctx.db.firestore.recursiveDelete(ctx.db.firestore.collection(collectionPath(ctx.orgId, 'exports')));
    const orphan = ctx.db.firestore.doc(`${collectionPath(ctx.orgId, 'alerts')}/alr_gone/events/evt_1`);
    await orphan.set({
      at: Timestamp.fromMillis(0),
      wrong: Number.NaN,
      ref: orphan,
      bytes: Buffer.from('x'),
    });
    const exportId = await start();
    await deliverAll();
    const { files, state } = await getExport({ ctx, input: { exportId } });
    expect(state).toBe('completed');
    const paths: string[] = [];
    for (const { name, rows, expected, bytes, sha256 } of files) {
      const file = await download(exportId, name);
      expect([file.length, createHash('sha256').update(file).digest('hex')], name).toEqual([bytes, sha256]);
      if (name === 'points.csv.gz') continue;
      const lines = gunzipSync(file).toString('utf8').split('\n').slice(0, -1);
      expect([lines.length, expected], name).toEqual([rows, rows]);
      paths.push(...lines.map((line) => JSON.parse(line).path));
    }
    const stored = (await everything(ctx)).filter((path) => !path.startsWith('exports/'));
    expect(paths.sort()).toEqual(['', ...stored].sort());
    const events = await textOf(exportId, 'events.ndjson.gz');
    expect(JSON.parse(events.split('\n')[0] ?? '')).toEqual({
      path: 'alerts/alr_gone/events/evt_1',
      id: 'evt_1',
      data: { at: '1970-01-01T00:00:00.000Z', wrong: 'NaN', ref: orphan.path, bytes: 'eA==' },
    });
    expect(events).not.toContain(other.orgId);
  });
});

async function everything({ db, orgId }: TestCtx): Promise<string[]> {
  const root = organizationPath(orgId);
  const below = async (ref: DocumentReference): Promise<string[]> => {
    const collections = await ref.listCollections();
    const nested = collections.map(async (one) => {
      const { docs } = await one.get();
      const refs = await one.listDocuments();
      const deeper = await Promise.all(refs.map(below));
      return [...docs.map((doc) => doc.ref.path.slice(root.length + 1)), ...deeper.flat()];
    });
    return (await Promise.all(nested)).flat();
  };
  return below(db.firestore.doc(root));
}

describe('points', () => {
  it('are one CSV of all series, each instant once, however many steps it takes', async () => {
    await pointsOf('orders', { shop: 'Graz, "old town"' }, 900);
    await pointsOf('visits', {}, 3);
    const exportId = await start();
    expect(await deliverAll({ ...small, textBytes: 20_000 })).toBeGreaterThan(3);
    const [heading, ...lines] = (await textOf(exportId, 'points.csv.gz')).split('\n').slice(0, -1);
    expect(heading).toBe('metric_id,key,labels,at,value');
    expect(lines).toHaveLength(903);
    expect(new Set(lines).size).toBe(903);
    expect(lines.find((line) => line.includes('orders'))).toMatch(
      /^met_\w+,orders,"\{""shop"":""Graz, \\""old town\\""""\}",2026-01-01T00:00:00Z,0.5$/,
    );
    const visits = lines.filter((line) => line.includes(',visits,{},'));
    expect(visits.map((line) => line.split(',')[4])).toEqual(['0.5', '1.5', '2.5']);
  });

  it('cost a read for each chunk, and a few for each file and series', async () => {
    await pointsOf('orders', {}, 900);
    const exportId = await start();
    const counted = at(ctx, ctx.now);
    const limits = { ...exportLimits, steps: 999 };
    await runExportSlice({ ctx: counted, input: { orgId: ctx.orgId, exportId }, limits });
    const { files } = await getExport({ ctx, input: { exportId } });
    const documents = files.reduce((sum, file) => sum + file.rows, 0) - 900;
    const { reads, writes } = counted.db.meter;
    // Of each file: three fences, a count, a page, and a part for the checksum.
    expect(reads).toBeLessThanOrEqual(6 * files.length + documents + 2 + 2 * 2 + 2);
    // Of each file: counted, written with its part, and done.
    expect(writes).toBe(4 * files.length + 1);
  });
});

describe('a file', () => {
  it('comes in parts, which make it up again from anywhere', async () => {
    await writeExampleResources(ctx.db.firestore, ctx.orgId);
    const exportId = await start();
    await deliverAll(small);
    const { files } = await getExport({ ctx, input: { exportId } });
    const file = files.find(({ name }) => name === 'forecasts.ndjson.gz');
    if (file === undefined) throw new Error('no file of forecasts');
    expect(file.parts).toBeGreaterThan(3);
    const whole = await download(exportId, file.name);
    const pieces = [{ parts: 2 }, { fromPart: 2, parts: 1 }, { fromPart: 3 }, { fromPart: file.parts }];
    const downloaded = await Promise.all(pieces.map((range) => download(exportId, file.name, range)));
    expect(downloaded.at(-1)).toHaveLength(0);
    expect(Buffer.concat(downloaded).equals(whole)).toBe(true);
  });

  it('fails rather than lack a part in the middle', async () => {
    const exportId = await start();
    await deliverAll();
    await exportPartCollection(ctx.db.firestore, ctx.orgId, exportId).doc('points.csv.gz-00000').delete();
    await expect(download(exportId, 'points.csv.gz')).rejects.toThrow(
      /part points.csv.gz-00000 .* not there/,
    );
  });

  it('is not there before it is done, nor after seven days', async () => {
    const exportId = await start();
    await expect(download(exportId, 'points.csv.gz')).rejects.toMatchObject({
      reason: 'EXPORT_FILE_NOT_FOUND',
    });
    await deliverAll();
    await download(exportId, 'points.csv.gz');
    ctx = at(ctx, new Date(ctx.now.getTime() + 7 * 86_400_000));
    await expect(download(exportId, 'points.csv.gz')).rejects.toMatchObject({ reason: 'EXPORT_NOT_FOUND' });
  });
});

describe('at least once', () => {
  it('an organization has one export at a time, and the same key names the same one', async () => {
    const first = await startExport({ ctx, input: { idempotencyKey: 'once' } });
    expect((await startExport({ ctx, input: { idempotencyKey: 'once' } })).exportId).toBe(first.exportId);
    await expect(start()).rejects.toMatchObject({
      reason: 'EXPORT_RUNNING',
      extensions: { exportId: first.exportId },
    });
    await startExport({ ctx: testContext(), input: {} });
    await deliverAll();
    expect(await start()).not.toBe(first.exportId);
  });

  it('is whole and once when the worker dies before or after any of its steps', async () => {
    await writeExampleResources(ctx.db.firestore, ctx.orgId);
    await pointsOf('orders', {}, 40);
    const exportId = await start();
    const task = { orgId: ctx.orgId, exportId };
    const exports = collection(ctx.db.firestore, ctx.orgId, 'exports').doc(exportId);
    let deaths = 0;
    for (let lives = 0; (await exports.get()).data()?.finishedAt === null; lives += 1) {
      const process = new SteppedProcess(`worker ${lives}`);
      const db = new SteppedDatabase(ctx.db, process);
      await process.start(() => runExportSlice({ ctx: { ...ctx, db }, input: task, limits: small }));
      for (let step = 0; step < 2 + (lives % 7); step += 1) await process.step();
      if (process.alive) deaths += 1;
      await process.die(lives % 2 === 0 ? 'before' : 'after');
    }
    expect(deaths).toBeGreaterThan(20);
    await expectOnce(exportId);
  }, 120_000);

  it('is whole and once with two workers at a time', async () => {
    await writeExampleResources(ctx.db.firestore, ctx.orgId);
    await pointsOf('orders', {}, 40);
    const exportId = await start();
    const input = { orgId: ctx.orgId, exportId };
    const results: string[] = [];
    while (!results.includes('ended')) {
      const both = [1, 2].map(() => runExportSlice({ ctx: at(ctx, ctx.now), input, limits: small }));
      results.push(...(await Promise.all(both)));
    }
    expect(results).toContain('overtaken');
    await expectOnce(exportId);
    expect(await runExportSlice({ ctx, input })).toBe('over');
  }, 120_000);

  /** Each row once, and no part besides those that are counted. */
  async function expectOnce(exportId: string): Promise<void> {
    const { files } = await getExport({ ctx, input: { exportId } });
    let parts = 0;
    for (const { name, rows, bytes, sha256, ...file } of files) {
      const whole = await download(exportId, name);
      const digest = createHash('sha256').update(whole).digest('hex');
      expect([whole.length, digest], name).toEqual([bytes, sha256]);
      const lines = gunzipSync(whole).toString('utf8').split('\n').slice(0, -1);
      expect(new Set(lines).size, name).toBe(lines.length);
      expect(lines.length - (name === 'points.csv.gz' ? 1 : 0), name).toBe(rows);
      parts += file.parts;
    }
    const stored = await exportPartCollection(ctx.db.firestore, ctx.orgId, exportId).count().get();
    expect(stored.data().count).toBe(parts);
    expect(files.find(({ name }) => name === 'points.csv.gz')?.rows).toBe(40);
  }

  it('tries a step that goes wrong again, and gives up in the end', async () => {
    const exportId = await start();
    const input = { orgId: ctx.orgId, exportId };
    const heard: string[] = [];
    class Broken extends Database {
      override async count(): Promise<number> {
        throw new Error('no luck');
      }
    }
    const db = new Broken(ctx.db.firestore);
    const unlucky = { ...ctx, db, warn: (message: string) => heard.push(message) };
    for (let attempt = 1; attempt < 5; attempt += 1)
      await expect(runExportSlice({ ctx: unlucky, input })).rejects.toThrow('no luck');
    expect((await getExport({ ctx, input: { exportId } })).message).toMatch(/^attempt 4 of 5/);
    expect(await runExportSlice({ ctx: unlucky, input })).toBe('ended');
    expect(heard).toEqual([`export ${exportId} was given up`]);
    expect((await getExport({ ctx, input: { exportId } })).state).toBe('failed');
    await start();
  });
});

describe('cancelling and deleting', () => {
  it('ends it for the worker, too, and takes the parts along', async () => {
    await writeExampleResources(ctx.db.firestore, ctx.orgId);
    const exportId = await start();
    const input = { orgId: ctx.orgId, exportId };
    await runExportSlice({ ctx, input, limits: small });
    expect((await cancelExport({ ctx, input: { exportId } })).state).toBe('cancelled');
    expect((await cancelExport({ ctx, input: { exportId } })).message).not.toMatch(/cancelled.*cancelled/);
    expect(await runExportSlice({ ctx, input, limits: small })).toBe('over');
    await deleteExport({ ctx, input: { exportId } });
    expect((await exportPartCollection(ctx.db.firestore, ctx.orgId, exportId).get()).size).toBe(0);
    expect(await runExportSlice({ ctx, input })).toBe('gone');
    await expect(deleteExport({ ctx, input: { exportId } })).rejects.toMatchObject({ code: 'not-found' });
    const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'audit_log').get();
    const told = docs.map((one) => one.data()).filter(({ resourceId }) => resourceId === exportId);
    expect(told.map(({ action }) => action).sort()).toEqual([
      'export.cancel',
      'export.create',
      'export.delete',
    ]);
  });

  it.each([
    ['start', 'exports:read' as const, startExport],
    ['read', 'exports:write' as const, getExport],
    ['cancel', 'exports:read' as const, cancelExport],
    ['delete', 'exports:read' as const, deleteExport],
  ])('needs a permission to %s', async (_, permission, verb) => {
    const call = verb({ ctx: testContext({ permissions: [permission] }), input: { exportId: 'exp_1' } });
    await expect(call).rejects.toMatchObject({ code: 'permission-denied' });
  });

  it('knows no export of another organization', async () => {
    const exportId = await start();
    const other = testContext();
    const missing = expect.objectContaining({ code: 'not-found' });
    for (const verb of [getExport, cancelExport, deleteExport])
      await expect(verb({ ctx: other, input: { exportId } })).rejects.toEqual(missing);
    const input = { orgId: ctx.orgId, exportId };
    await expect(runExportSlice({ ctx: other, input })).rejects.toEqual(missing);
    const asked = { exportId, file: 'points.csv.gz', fromPart: 0 };
    await expect(openExportFile({ ctx: other, input: asked })).rejects.toEqual(missing);
  });
});
