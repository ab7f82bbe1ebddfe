import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import * as functions from '../../src/index.ts';
import { organizationTree } from '../support/organization-tree.ts';
import type { CellResult, Hole, MatrixPart } from './cell.ts';
import type { IdMap } from './fresh-ids.ts';
import type { FunctionRow, IdOf } from './function-rows.ts';
import { functionRows } from './function-rows.ts';
import { type FunctionEffects, type FunctionWorld, openFunctionWorld } from './function-world.ts';
import { runCells, type Trial } from './run-cells.ts';
import { runRepair } from './run-repair.ts';
import { scheduledRunTrials } from './scheduled-run-cells.ts';
import { watchTrees } from './watched-trees.ts';

type Runnable = { run(event: unknown): Promise<unknown> };

/** Every function that is deployed, delivered what names another organization's. */
export function functionPart(names: readonly string[] = Object.keys(functions)): MatrixPart {
  const holes = names
    .filter((name) => !Object.hasOwn(functionRows, name))
    .map(
      (subject): Hole => ({
        kind: 'function',
        subject,
        message:
          'no row: say in functionRows of functions/test/matrix/function-rows.ts what a delivery names',
      }),
    );
  return {
    holes,
    subjects: names
      .filter((name) => Object.hasOwn(functionRows, name) && name !== 'api')
      .map((name) => ({ kind: 'function', name, run: () => runFunction(name) })),
  };
}

async function runFunction(name: string): Promise<CellResult[]> {
  const world = await openFunctionWorld();
  const row = functionRows[name] as FunctionRow;
  const trials = trialsOf(world, name, row);
  const watched = row.by === 'schedule' ? [] : [world.foreign.orgId];
  const results: CellResult[] = [];
  for (const trial of trials)
    results.push(...(await runCells([trial], await watchTrees(world.firestore, watched))));
  return results;
}

function trialsOf(world: FunctionWorld, name: string, row: FunctionRow): Trial[] {
  const cell = { kind: 'function' as const, subject: name };
  if (row.by === 'schedule') {
    return [
      {
        ...cell,
        credential: 'due in two organizations',
        expectation: 'hands on each with what is in it',
        attempt: () => scheduleFaults(world, name),
      },
    ];
  }
  if (row.by === 'https') return scheduledRunTrials(world);
  const { own, foreign } = world;
  return [
    {
      ...cell,
      credential: "one organization's id with ids of another",
      expectation: 'nothing of the other organization',
      attempt: () => deliveryFaults(world, own.orgId, delivery(name, row, own.orgId, foreign.ids)),
    },
    {
      ...cell,
      credential: 'an organization that is not there, with ids of another',
      expectation: 'nothing of the other organization',
      attempt: () => deliveryFaults(world, 'org_nowhere', delivery(name, row, 'org_nowhere', foreign.ids)),
    },
    {
      ...cell,
      credential: 'its own ids',
      expectation: 'nothing of the other organization',
      attempt: () => deliveryFaults(world, own.orgId, delivery(name, row, own.orgId, own.ids)),
    },
  ];
}

/** Delivers an event; a function may refuse one by throwing, which has it delivered again. */
function delivery(name: string, row: FunctionRow, orgId: string, ids: IdMap): () => Promise<void> {
  const id: IdOf = (example) => ids.get(exampleIds[example]) ?? exampleIds[example];
  const event =
    row.by === 'task'
      ? { data: { orgId, ...row.payload(id) } }
      : { ...written(id), params: { orgId, ...(row.by === 'trigger' ? row.params(id) : {}) } };
  return async () => {
    await runnable(name).run(event);
  };
}

/** What a trigger is given of the document: fields that name the metric of the ids. */
const written = (id: IdOf) => {
  const snapshot = (label: string | null) => ({
    data: () => ({ metricId: id('metric'), label, labelledAt: null }),
  });
  return { data: { before: snapshot(null), after: snapshot('true') } };
};

function runnable(name: string): Runnable {
  const found = (functions as Readonly<Record<string, unknown>>)[name];
  if (typeof (found as Partial<Runnable> | undefined)?.run !== 'function')
    throw new Error(`${name} cannot be run here`);
  return found as Runnable;
}

async function deliveryFaults(
  world: FunctionWorld,
  orgId: string,
  deliver: () => Promise<void>,
): Promise<string[]> {
  const refusal = await deliver().then(
    () => '',
    (error: unknown) => String(error),
  );
  const tree = [...(await organizationTree(world.firestore, orgId))].flat().join('\n');
  const { tasks, entries, sent } = world.takeEffects();
  const outside = JSON.stringify([tasks, entries.map(({ error: _, ...entry }) => entry), sent]);
  const { marker, orgId: foreignId } = world.foreign;
  return [marker, foreignId].flatMap((secret) => [
    ...(tree.includes(secret) ? [`${orgId} now holds ${secret} of another organization`] : []),
    ...(outside.includes(secret) ? [`tasks, log or messages show ${secret} of another organization`] : []),
    ...(refusal.includes(secret) ? [`the refusal shows ${secret} of another organization`] : []),
  ]);
}

async function scheduleFaults(world: FunctionWorld, name: string): Promise<string[]> {
  if (name === 'repairSchedulerJobs') return runRepair(world);
  await runnable(name).run({ scheduleTime: '2026-11-28T12:00:00Z', jobName: name });
  return mixedUp(world, world.takeEffects());
}

/** What names one organization and shows anything of the other. */
function mixedUp({ own, foreign }: FunctionWorld, { tasks, entries, sent }: FunctionEffects): string[] {
  return [...tasks, ...entries, ...sent].flatMap((effect) => {
    const text = JSON.stringify(effect);
    const shown = [own, foreign].filter(({ secrets }) => secrets.some((secret) => text.includes(secret)));
    return shown.length > 1 ? [`shows two organizations at once: ${text.slice(0, 300)}`] : [];
  });
}
