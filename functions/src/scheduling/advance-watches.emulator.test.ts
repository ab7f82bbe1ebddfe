import { describe, expect, it } from 'vitest';
import { alertRule } from '../../test/support/alerts.ts';
import { RecordedTasks, testContext } from '../../test/support/context.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { randomId } from '../contracts/ids.ts';
import { collection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { reconcileAlertRule } from '../pipeline/alert/watch/reconcile-alert-rule.ts';
import { analyseSeries } from '../pipeline/anomaly/analyse-series.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { metricIdOf } from '../pipeline/normalise/metric-id.ts';
import { advanceWatches } from './advance-watches.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(noon.getTime() + n * 60_000);

/** An organization with a rule of absence, made at noon, over a series whose newest point is of noon. */
async function organization(db: Database, afterSeconds = 3_600) {
  const ctx = testContext({ db, now: noon, orgId: randomId('organization') });
  const rule = alertRule({
    selector: { metric: 'load', labels: {} },
    condition: { type: 'absence', afterSeconds },
  });
  await collection(db.firestore, ctx.orgId, 'alert_rules').doc('rul_1').set(rule);
  await reconcileAlertRule({ ctx, input: { ruleId: 'rul_1' } });
  const points = [-2, -1, 0].map((n) => [minute(n).getTime(), 1]);
  await ingestJson({ ctx, input: { body: { series: [{ metric: 'load', points }], timestampUnit: 'ms' } } });
  const span = { metricId: metricIdOf('load', {}), from: minute(-2).getTime(), to: noon.getTime() };
  await analyseSeries({ ctx, input: span });
  return ctx;
}

const tick = (db: Database, n: number) => advanceWatches({ db, tasks: new RecordedTasks(), now: minute(n) });

describe('advanceWatches', () => {
  it('looks at the rules of all organizations whose time has come, and writes to none but their own', async () => {
    const db = isolatedDatabase();
    const organizations = [await organization(db), await organization(db), await organization(db, 86_400)];
    expect(await tick(db, 0)).toMatchObject({ found: 3, done: 0, failed: [] });
    const nothing = new Database(db.firestore);
    expect(await tick(nothing, 1)).toMatchObject({ found: 0, done: 0, failed: [] });
    expect(nothing.meter).toMatchObject({ reads: 1, writes: 0 });
    expect(await tick(db, 61)).toMatchObject({ found: 3, done: 2, failed: [] });
    const alerts = await Promise.all(
      organizations.map(async ({ orgId }) => {
        const { docs } = await collection(db.firestore, orgId, 'alerts').get();
        return docs.map((one) => [one.data().state, one.data().startedAt]);
      }),
    );
    expect(alerts).toEqual([[['firing', minute(60)]], [['firing', minute(60)]], []]);
  });

  it('goes on with the others where one fails, and names it', async () => {
    const db = isolatedDatabase();
    const [broken] = [await organization(db), await organization(db)];
    const rule = db.firestore.doc(`organizations/${broken?.orgId}/alert_rules/rul_1`);
    await rule.update({ forSeconds: 'ten' });
    expect(await tick(db, 90)).toMatchObject({ found: 2, done: 1, failed: [{ cause: expect.any(Error) }] });
    await reconcileAlertRule({
      ctx: { ...(broken ?? testContext()), now: minute(91) },
      input: { ruleId: 'rul_1' },
    });
    expect(await tick(db, 91)).toMatchObject({ found: 0, failed: [] });
  });
});
