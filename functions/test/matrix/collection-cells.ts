import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { rolePermissions } from '../../src/contracts/permissions.ts';
import { groupSchemas } from '../../src/firestore/collections.ts';
import { type AccessRow, accessRows, missingRows } from '../rules/support/access-rows.ts';
import { type Operation, operations } from '../rules/support/client-access.ts';
import {
  type Caller,
  callers,
  disabled,
  foreign,
  type OpenWorld,
  own,
  stranger,
  uidOf,
} from '../rules/support/open-world.ts';
import type { CellResult, MatrixPart } from './cell.ts';
import { runCells, type Trial } from './run-cells.ts';
import { watchTrees } from './watched-trees.ts';

type Asker = Caller | typeof stranger;

/** Organizations as a caller sees them. The stranger owns the foreign one, and asks in the others. */
const tenancies = { own, foreign, disabled } as const;

const askers: readonly Asker[] = [...callers, stranger];

/** Every collection under the rules with every role, in the own, a foreign and a disabled organization. */
export function collectionPart(world: () => Promise<OpenWorld>): MatrixPart {
  return {
    holes: missingRows(Object.keys(groupSchemas)).map((hole) => ({ kind: 'collection', ...hole })),
    subjects: accessRows.map((row) => ({
      kind: 'collection',
      name: row.name,
      run: async () => runCollection(await world(), row),
    })),
  };
}

async function runCollection(world: OpenWorld, row: AccessRow): Promise<CellResult[]> {
  const orgIds = Object.values(tenancies);
  for (const orgId of orgIds) await world.server.doc(`${row.collection(orgId)}/stored`).set(row.stored);
  const trials = askers.flatMap((asker) => [
    ...Object.entries(tenancies).flatMap(([tenancy, orgId]) =>
      asker === stranger && orgId === foreign
        ? []
        : operations.map((operation) => operationTrial(world, row, { asker, tenancy, orgId, operation })),
    ),
    groupTrial(world, row, asker),
  ]);
  const refused = trials.filter(({ expectation }) => expectation === 'refused');
  const results = await runCells(refused, await watchTrees(world.server, orgIds));
  const allowed = trials.filter(({ expectation }) => expectation === 'allowed');
  return [...results, ...(await runCells(allowed, await watchTrees(world.server, [foreign, disabled])))];
}

interface Attempt {
  readonly asker: Asker;
  readonly tenancy: string;
  readonly orgId: string;
  readonly operation: Operation;
}

function operationTrial(world: OpenWorld, row: AccessRow, attempt: Attempt): Trial {
  const { asker, tenancy, orgId, operation } = attempt;
  const allowed = orgId === own && isGranted(asker, row.access[operation]);
  return {
    kind: 'collection',
    subject: row.name,
    credential: `${asker} ${operation}s in the ${tenancy} organization`,
    expectation: allowed ? 'allowed' : 'refused',
    attempt: async () => {
      const id = allowed ? `${asker}-${operation}` : 'stored';
      const path = `${row.collection(orgId)}/${id}`;
      if (allowed && operation !== 'create') await world.server.doc(path).set(row.stored);
      return outcomeOf(perform(world, row, attempt, path), allowed);
    },
  };
}

/** Collections of all organizations at once: nobody's business but the server's. */
function groupTrial(world: OpenWorld, row: AccessRow, asker: Asker): Trial {
  return {
    kind: 'collection',
    subject: row.name,
    credential: `${asker} lists it over all organizations`,
    expectation: 'refused',
    attempt: () => outcomeOf(world.as(asker).listGroup(row.group), false),
  };
}

function perform(
  world: OpenWorld,
  row: AccessRow,
  { asker, orgId, operation }: Attempt,
  path: string,
): Promise<unknown> {
  const client = world.as(asker);
  const uid = uidOf(asker);
  switch (operation) {
    case 'get':
      return client.get(path);
    case 'list':
      return client.list(row.collection(orgId));
    case 'create':
      return client.set(path.replace(/\/stored$/, `/made-by-${asker}`), row.created?.(uid) ?? row.stored);
    case 'update':
      return client.update(path, row.change?.(uid) ?? { touched: true });
    case 'delete':
      return client.delete(path);
  }
}

const isGranted = (asker: Asker, permission: AccessRow['access'][Operation]): boolean =>
  permission !== null &&
  asker !== 'newcomer' &&
  asker !== 'signed-out' &&
  asker !== stranger &&
  rolePermissions[asker].includes(permission);

/** The test library's own checks, which tell a refusal by the rules from any other failure. */
async function outcomeOf(attempt: Promise<unknown>, allowed: boolean): Promise<string[]> {
  try {
    await (allowed ? assertSucceeds(attempt) : assertFails(attempt));
    return [];
  } catch (error) {
    return [
      `expected to be ${allowed ? 'allowed' : 'refused'}: ${error instanceof Error ? error.message : error}`,
    ];
  }
}
