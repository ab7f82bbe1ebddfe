import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idSchema } from '../../src/contracts/ids.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { memberRoute, publicRoute } from '../../src/http/routes/define-route.ts';
import { jsonBody } from '../../src/http/routes/request-body.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { pagePart } from './page-cells.ts';
import { routePart } from './route-cells.ts';
import { openRouteWorld, type RouteWorld } from './route-world.ts';
import { servedDocument } from './served-document.ts';

const answer = {
  status: 200 as const,
  description: 'any',
  schema: z.object({}),
  example: {},
};

const said = {
  tag: 'Metrics' as const,
  summary: 'a route of this test',
  description: 'a route of this test',
};

/** A route whose handler does what no handler may. */
const badRoute = (handle: () => Promise<object>, path = '/v1/metrics/{metricId}'): ApiRoute =>
  memberRoute(['metrics:read'], {
    ...said,
    method: 'get',
    path,
    operationId: 'getMetric',
    params: z.object({ metricId: idSchema('metric') }),
    success: answer,
    handle,
  });

async function failuresOf(make: (world: () => RouteWorld) => ApiRoute) {
  let world: RouteWorld | undefined;
  const route = make(() => {
    if (world === undefined) throw new Error('the world is not there yet');
    return world;
  });
  world = await openRouteWorld([route]);
  const opened = world;
  const [subject] = routePart(servedDocument([route]), async () => opened, [route]).subjects;
  return ((await subject?.run()) ?? []).filter(({ faults }) => faults.length > 0);
}

describe('what the matrix finds', { timeout: 120_000 }, () => {
  it('is a route that shows a document of another organization', async () => {
    const failed = await failuresOf((world) => badRoute(async () => ({ name: world().foreign.marker })));
    expect(failed.map(({ faults }) => faults.join())).toContainEqual(expect.stringMatching(/shows marker-/));
    expect(failed.map(({ credential }) => credential)).toContain('foreign id in {metricId}');
  });

  it('is a route that writes into another organization, and who made it do so', async () => {
    const failed = await failuresOf((world) =>
      badRoute(async () => {
        const { firestore, foreign } = world();
        await firestore.doc(`organizations/${foreign.orgId}/planted/here`).set({ at: Date.now() });
        return {};
      }),
    );
    expect(failed.map(({ credential }) => credential)).toContain('role viewer');
    expect(failed.map(({ credential }) => credential)).not.toContain('no credential');
    expect(failed[0]?.faults.join()).toContain('/planted/here');
  });

  it('is a path variable, an open route and an id of the body without a row', () => {
    const routes = [
      badRoute(async () => ({}), '/v1/metrics/{metricId}/{secretId}'),
      publicRoute({
        ...said,
        method: 'get',
        path: '/v1/open',
        operationId: 'open',
        success: answer,
        handle: async () => ({}),
      }),
      memberRoute(['metrics:read'], {
        ...said,
        method: 'post',
        audit: { none: 'read-only' },
        path: '/v1/bodies',
        operationId: 'bodies',
        body: jsonBody(z.object({ name: z.string(), planetId: z.string().optional() }), {
          one: { summary: 'one', value: { name: exampleIds.metric } },
        }),
        success: answer,
        handle: async () => ({}),
      }),
    ];
    const part = routePart(servedDocument(routes), () => Promise.reject(new Error('not asked')), routes);
    expect(part.holes.map(({ message }) => message)).toEqual([
      expect.stringContaining('{secretId}'),
      expect.stringContaining('open to anyone'),
      expect.stringContaining('/planetId of its body'),
    ]);
  });

  it('is a page beside the table without a row', () => {
    const { holes } = pagePart(() => Promise.reject(new Error('not asked')), ['/admin']);
    expect(holes).toEqual([
      expect.objectContaining({ subject: '/admin', message: expect.stringContaining('page-cells.ts') }),
    ]);
  });
});
