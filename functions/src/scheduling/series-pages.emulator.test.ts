import type { DocumentData, Query } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, test } from 'vitest';
import { at, testContext } from '../../test/support/context.ts';
import { addMetric } from '../../test/support/forecast-jobs.ts';
import { Database } from '../firestore/database.ts';
import { countSelected } from './count-selected.ts';
import { leavesPerJobMax, selectionPageSize, seriesLookedAtMax } from './limits.ts';
import { resolveSelector } from './resolve-selector.ts';

const ctx = testContext();
const hosts = 1_100;
const users: string[] = [];

/** 1,100 series `cpu.<host>.<kind>`, 40 of kind "user", and as many of another key that sorts around them. */
beforeAll(async () => {
  for (let from = 0; from < hosts; from += 100) {
    const added = Array.from({ length: 100 }, async (_, index) => {
      const host = from + index;
      const kind = host % 28 === 0 ? 'user' : 'system';
      const metricId = await addMetric(ctx, `cpu.${host}.${kind}`, { team: host < 600 ? 'a' : 'b' });
      if (kind === 'user') users.push(metricId);
    });
    await Promise.all(added);
  }
  await addMetric(ctx, 'cpu', {});
  await addMetric(ctx, 'cpv.0.user', {});
}, 120_000);

/** What a run, and what reconciling finds, and what each reads. */
async function look(metric: string, labels: Readonly<Record<string, string>> = {}) {
  const selector = { metric, labels: { ...labels } };
  const [run, plan] = [at(ctx, ctx.now), at(ctx, ctx.now)];
  const selection = await resolveSelector(run, { selector });
  const count = await countSelected(plan, { selector });
  return { selection, count, reads: { run: run.db.meter.reads, plan: plan.db.meter.reads } };
}

describe('a pattern over more series than a page', () => {
  test('that Firestore cannot look for names those it matches, ordered by id, each once', async () => {
    const { selection, reads } = await look('cpu.*.user');
    expect(selection).toEqual({ metricIds: [...users].sort(), problems: [] });
    // All that begin with "cpu." in three pages, and the count of them after the first.
    expect(reads.run).toBe(hosts + 2);
  });

  test('is not read through to say what the spec selects', async () => {
    const { count, reads } = await look('cpu.*.user');
    expect(reads.plan).toBe(selectionPageSize);
    expect(count).toMatchObject({ problems: [], seriesSelected: null });
    expect(count.seriesAtLeast).toBeGreaterThan(0);
    expect(count.seriesAtLeast).toBeLessThan(users.length);
  });

  test('with labels is looked for among the series that carry them', async () => {
    const { selection, reads } = await look('cpu.*.user', { team: 'b' });
    expect(selection.metricIds).toHaveLength(users.length - 22);
    expect(reads.run).toBe(500 + 1 + 1);
  });

  test('that one page decides is counted in full', async () => {
    const { count, reads } = await look('cpu.1*.user');
    expect(count).toEqual({ problems: [], seriesAtLeast: null, seriesSelected: 8 });
    expect(reads.plan).toBe(211);
  });

  test('that matches nothing of what the query finds names none, and says so', async () => {
    const { selection, count } = await look('cpv*system');
    const problem = {
      pointer: '/selector',
      detail: expect.stringContaining('no series of metric "cpv*system"'),
    };
    expect(selection).toEqual({ metricIds: [], problems: [problem] });
    expect(count).toEqual({ problems: [problem], seriesSelected: null, seriesAtLeast: null });
  });
});

describe('a selector that names too many', () => {
  const hierarchy = { by: ['*'], method: 'auto' as const };
  const selector = { metric: 'cpu.*', labels: {} };
  const problem = expect.stringContaining(`more than ${leavesPerJobMax} series of metric "cpu.*"`);

  test('costs a run a page and a count, and reconciling a count', async () => {
    const [run, plan] = [at(ctx, ctx.now), at(ctx, ctx.now)];
    const { metricIds, problems } = await resolveSelector(run, { selector, hierarchy });
    expect([metricIds, problems]).toEqual([[], [{ pointer: '/selector', detail: problem }]]);
    expect((await countSelected(plan, { selector, hierarchy })).problems).toEqual(problems);
    expect([run.db.meter.reads, plan.db.meter.reads]).toEqual([selectionPageSize + 1, 1]);
  });

  test('that would be looked for among too many is not begun', async () => {
    const db = new CrowdedDatabase(ctx.db.firestore);
    const { problems } = await resolveSelector(
      { ...ctx, db },
      { selector: { metric: '*.user', labels: {} } },
    );
    expect(problems[0]?.detail).toContain(`more than ${seriesLookedAtMax} series to look through`);
    expect(db.meter.reads).toBe(selectionPageSize);
  });
});

/** A store that says of each count that it reached its limit and beyond. */
class CrowdedDatabase extends Database {
  override async count(): Promise<number> {
    return seriesLookedAtMax + 1;
  }
}

/** A store in which series of a team of their own come in whenever a page was read, before and after where the reader is. */
class BusyDatabase extends Database {
  pages = 0;

  override async query<T, D extends DocumentData>(query: Query<T, D>) {
    const docs = await super.query(query);
    this.pages += 1;
    for (const host of ['0', 'm', 'z']) {
      await addMetric(ctx, `cpu.${host}-${this.pages}.user`, { team: 'late', run: `${this.pages}` });
    }
    return docs;
  }
}

test.each([
  ['in order of their keys', 'cpu.*.user'],
  ['in order of their ids', '*.*.user'],
])('pages %s lose no series and repeat none while others come in', async (_, metric) => {
  const db = new BusyDatabase(ctx.db.firestore);
  const { metricIds } = await resolveSelector({ ...ctx, db }, { selector: { metric, labels: {} } });
  expect(db.pages).toBeGreaterThan(2);
  expect(users.filter((id) => !metricIds.includes(id))).toEqual([]);
  expect(metricIds).toEqual([...new Set(metricIds)].sort());
});
