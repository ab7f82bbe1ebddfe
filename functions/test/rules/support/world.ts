import { Firestore as AdminFirestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll } from 'vitest';
import { type OpenWorld, openWorld, type World } from './open-world.ts';

export { type Caller, callers, disabled, foreign, own, uidOf, type World } from './open-world.ts';

/**
 * Makes the world of a test file before its first test, in the project `demo-rules-{name}`; under other rules than ours where a
 * test is about what tests notice.
 */
export function useWorld(name: string, change: (rules: string) => string = (ours) => ours): World {
  const projectId = `demo-rules-${name}`;
  const server = new AdminFirestore({ projectId });
  let world: OpenWorld | undefined;

  beforeAll(async () => {
    world = await openWorld(projectId, server, change);
  });

  afterAll(async () => {
    await world?.close();
  });

  return {
    server,
    as(caller) {
      if (world === undefined) throw new Error('the world is made before the first test, not earlier');
      return world.as(caller);
    },
  };
}
