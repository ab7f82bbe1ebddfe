import { beforeAll, describe, expect, it } from 'vitest';
import { type Permission, type Role, rolePermissions, roles } from '../../src/contracts/permissions.ts';
import { clientAccess } from './support/client-access.ts';
import { own, useWorld, type World } from './support/world.ts';

type Table = Readonly<Record<Role, readonly Permission[]>>;
type Collection = keyof typeof clientAccess;

const collections = Object.keys(clientAccess) as Collection[];

/** Paths of those that do not lie directly below an organization. */
const paths: Partial<Record<Collection, string>> = {
  organizations: 'organizations',
  time_series: `organizations/${own}/metrics/met_1/time_series`,
  alert_events: `organizations/${own}/alerts/alr_1/events`,
  runs: `organizations/${own}/forecast_jobs/job_1/runs`,
  batches: `organizations/${own}/forecast_jobs/job_1/runs/run_1/batches`,
};

/** Cells that are allowed, as `get metrics viewer`. */
type Cells = readonly string[];

function saidByTable(table: Table): Cells {
  return collections.flatMap((collection) =>
    (['get', 'list'] as const).flatMap((operation) => {
      const permission = clientAccess[collection][operation];
      const allowed = roles.filter((role) => permission !== null && table[role].includes(permission));
      return allowed.map((role) => `${operation} ${collection} ${role}`);
    }),
  );
}

/** What the rules let each role read, tried. */
async function foundUnder(world: World): Promise<Cells> {
  const cells: string[] = [];
  for (const collection of collections) {
    const path = paths[collection] ?? `organizations/${own}/${collection}`;
    const document = collection === 'organizations' ? `${path}/${own}` : `${path}/doc_1`;
    if (collection !== 'organizations') await world.server.doc(document).set({ name: 'one' });
    for (const role of roles) {
      const client = world.as(role);
      const [got, listed] = await Promise.allSettled([client.get(document), client.list(path)]);
      if (got.status === 'fulfilled') cells.push(`get ${collection} ${role}`);
      if (listed.status === 'fulfilled') cells.push(`list ${collection} ${role}`);
    }
  }
  return cells;
}

describe('the rules', () => {
  const world = useWorld('permission-table');

  it('let each role read what the table says, and no more', async () => {
    expect([...(await foundUnder(world))].sort()).toEqual([...saidByTable(rolePermissions)].sort());
  });
});

describe('rules that differ from the table', () => {
  const changes = [
    ['let a member do what admins do', "['owner', 'admin']", "['owner', 'admin', 'member']"],
    ['keep an admin from what admins do', "['owner', 'admin']", "['owner']"],
    [
      'let a viewer do what members do',
      "['owner', 'admin', 'member']",
      "['owner', 'admin', 'member', 'viewer']",
    ],
    [
      'keep a viewer from what viewers do',
      "['owner', 'admin', 'member', 'viewer']",
      "['owner', 'admin', 'member']",
    ],
  ] as const;

  describe.each(changes)('and %s', (name, ours, theirs) => {
    const world = useWorld(
      `differ-${name.replaceAll(/\W+/g, '-').slice(0, 20)}-${theirs.length}`,
      (rules) => {
        const changed = rules.replace(`hasRole(orgId, ${ours})`, `hasRole(orgId, ${theirs})`);
        if (changed === rules) throw new Error('the rules do not hold what is to be changed');
        return changed;
      },
    );
    let found: Cells;

    beforeAll(async () => {
      found = await foundUnder(world);
    });

    it('are noticed', () => {
      expect([...found].sort()).not.toEqual([...saidByTable(rolePermissions)].sort());
    });
  });
});

describe('a table that differs from the rules', () => {
  const readable = [
    ...new Set(collections.flatMap((name) => [clientAccess[name].get, clientAccess[name].list])),
  ];
  const permissions = readable.filter((permission) => permission !== null);

  it.each(permissions)('in who has %s differs in what is tried, for every role', (permission) => {
    for (const role of roles) {
      const has = rolePermissions[role].includes(permission);
      const others = rolePermissions[role].filter((one) => one !== permission);
      const changed = { ...rolePermissions, [role]: has ? others : [...others, permission] };
      expect(saidByTable(changed)).not.toEqual(saidByTable(rolePermissions));
    }
  });
});
