import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingRows } from '../rules/support/access-rows.ts';
import { type OpenWorld, openWorld } from '../rules/support/open-world.ts';
import { collectionPart } from './collection-cells.ts';
import { describePart } from './describe-part.ts';

let world: OpenWorld;

beforeAll(async () => {
  world = await openWorld('demo-rules-collections');
});

afterAll(async () => {
  await world.close();
});

describe('collections under rules', () => {
  describePart(collectionPart(async () => world));

  it('say what to add where one has no row', () => {
    expect(missingRows(['secret_things'])).toEqual([
      { subject: 'secret_things', message: expect.stringContaining('client-access.ts') },
    ]);
  });
});
