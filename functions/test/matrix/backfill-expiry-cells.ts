import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { isolatedDatabase } from '../support/isolated-firestore.ts';
import { projectOf } from '../support/organization-tree.ts';
import type { CellResult } from './cell.ts';
import { withIds } from './fresh-ids.ts';
import { plantOrganization } from './planted-organization.ts';
import { type WatchedTrees, watchTrees } from './watched-trees.ts';

const run = promisify(execFile);

/**
 * Runs `backfill-expiry` on a project with two organizations, of which one has a forecast from before there was `expireAt`.
 * It looks at both, as it says; it may add that field where it is missing, and nothing else anywhere.
 */
export async function backfillTrials(root: string): Promise<CellResult[]> {
  const { firestore } = isolatedDatabase();
  const [old, current] = await Promise.all([plantOrganization(firestore), plantOrganization(firestore)]);
  const forecast = withIds(`organizations/${old.orgId}/forecasts/${exampleIds.forecast}`, old.ids);
  await firestore.doc(forecast).update({ expireAt: FieldValue.delete() });
  const before = (await firestore.doc(forecast).get()).data();
  const trees = await watchTrees(firestore, [old.orgId, current.orgId]);
  const call = async (...options: string[]) => {
    const script = path.join(root, 'scripts', 'backfill-expiry.mjs');
    await run(process.execPath, [script, '--project', projectOf(firestore), ...options], {
      env: process.env,
    });
  };
  return [
    await cell('without --apply', 'changes nothing', trees, call, []),
    await cell('with --apply', 'adds expireAt where it was missing', trees, () => call('--apply'), [
      forecast,
    ]),
    await cell('with --apply again', 'changes nothing', trees, () => call('--apply'), []),
    {
      ...subject,
      credential: 'the document that it wrote',
      expectation: 'has expireAt and is else as before',
      faults: await otherwiseChanged(firestore, forecast, before),
    },
  ];
}

const subject = { kind: 'script', subject: 'backfill-expiry' } as const;

async function cell(
  credential: string,
  expectation: string,
  trees: WatchedTrees,
  act: () => Promise<void>,
  expected: readonly string[],
): Promise<CellResult> {
  await act();
  const changed = await trees.changed();
  const asExpected = JSON.stringify(changed) === JSON.stringify(expected);
  const faults = asExpected ? [] : [`changed ${changed.join(', ') || 'nothing'}`];
  return { ...subject, credential, expectation, faults };
}

async function otherwiseChanged(
  firestore: Firestore,
  document: string,
  before: object | undefined,
): Promise<string[]> {
  const { expireAt, ...rest } = (await firestore.doc(document).get()).data() ?? {};
  if (expireAt === undefined) return ['it has no expireAt'];
  return JSON.stringify(rest) === JSON.stringify(before) ? [] : ['other fields have changed'];
}
