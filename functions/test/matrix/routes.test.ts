import { describe } from 'vitest';
import { describePart } from './describe-part.ts';
import { pagePart } from './page-cells.ts';
import { routePart } from './route-cells.ts';
import { openRouteWorld } from './route-world.ts';
import { servedDocument } from './served-document.ts';

const world = openRouteWorld();

describe('routes', () => {
  describePart(routePart(servedDocument(), () => world));
});

describe('pages', () => {
  describePart(pagePart(() => world));
});
