import { encodePageToken } from '../../src/firestore/page-token.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { operationsOf, type Parameter } from '../fuzz-api/api-document.ts';
import { resourceIds } from '../support/example-resources.ts';
import type { Answer, TestRequest } from '../support/http-api.ts';
import { type IdMap, withIds } from './fresh-ids.ts';
import { bodyFields, bodyWithId } from './id-fields.ts';
import { type RequestChange, requestOf, variablesOf } from './route-request.ts';
import { leaksIn, type RouteWorld } from './route-world.ts';
import type { Trial } from './run-cells.ts';
import { sandbox } from './sandbox.ts';

/** Trials that name what belongs to another organization, by whether they may change the organization of the key. */
export interface ForeignIdTrials {
  readonly mayChange: readonly Trial[];
  readonly mayNot: readonly Trial[];
}

/** Where an id of another organization is put, and the request with an id put there. */
interface Placement {
  readonly where: string;
  /** The id of the examples whose counterpart is put there. */
  readonly example: string;
  readonly change: (id: string) => RequestChange;
  /** Whether the path itself is foreign, so that nothing can be found and nothing may change. */
  readonly inPath: boolean;
}

/**
 * A row for each place of a request where an id of another organization can stand. With it, the call has to end as with
 * an id that nobody has: the same status and the same reason, so that it does not tell whether there is such a thing.
 */
export async function foreignIdTrials(world: RouteWorld, route: ApiRoute): Promise<ForeignIdTrials> {
  if (!Array.isArray(route.access)) return { mayChange: [], mayNot: [] };
  const placements = [...inPaths(route), ...inQueries(world, route), ...inBodies(world, route)];
  const trials = placements.map((placement) => placementTrial(world, route, placement));
  return {
    mayNot: trials.filter((_, i) => placements[i]?.inPath),
    mayChange: [...trials.filter((_, i) => !placements[i]?.inPath), ...pageTokenTrials(world, route)],
  };
}

const parametersOf = ({ document }: RouteWorld, { config }: ApiRoute): readonly Parameter[] =>
  operationsOf(document).find(({ operation }) => operation.operationId === config.operationId)?.operation
    .parameters ?? [];

/** Some variables name a file of a resource, which is called the same everywhere. */
const isId = (example: string | undefined): boolean => example !== undefined && /^[a-z]{3}_/.test(example);

function inPaths(route: ApiRoute): Placement[] {
  return variablesOf(route)
    .filter((name) => isId(resourceIds[name]))
    .map((name) => ({
      where: `{${name}}`,
      example: resourceIds[name] ?? '',
      change: (id) => ({ variables: { [name]: id } }),
      inPath: true,
    }));
}

function inQueries(world: RouteWorld, route: ApiRoute): Placement[] {
  return parametersOf(world, route)
    .filter(({ in: place, name }) => place === 'query' && resourceIds[name] !== undefined)
    .map(({ name }) => ({
      where: `?${name}`,
      example: resourceIds[name] ?? '',
      change: (id) => ({ query: `${name}=${id}` }),
      inPath: false,
    }));
}

function inBodies({ document }: RouteWorld, route: ApiRoute): Placement[] {
  return bodyFields(document, route).flatMap(({ place, example }) =>
    example === undefined || bodyWithId(route, place, example) === undefined
      ? []
      : [
          {
            where: `/${place.join('/')} of the body`,
            example,
            change: (id: string) => ({ body: bodyWithId(route, place, id) }),
            inPath: false,
          },
        ],
  );
}

function placementTrial(world: RouteWorld, route: ApiRoute, placement: Placement): Trial {
  const { where, example, change, inPath } = placement;
  const foreignId = withIds(example, world.foreign.ids);
  return {
    ...cellOf(route, `foreign id in ${where}`),
    expectation: 'as an id that nobody has',
    attempt: async () => {
      const [theirs, nobodys] = await Promise.all(
        [foreignId, nobodysId(foreignId)].map(async (id) => {
          const asked =
            inPath || route.config.method === 'get' ? world : { ...world, ...(await sandbox(world)) };
          const key = inPath || route.config.method === 'get' ? world.keys.full : await fullKey(asked);
          const request = requestOf(route, asked.own.ids, change(id));
          return { request, answer: await world.api.call({ ...request, key }) };
        }),
      );
      if (theirs === undefined || nobodys === undefined) throw new Error('two requests have two answers');
      const faults = leaksIn(theirs.answer, world.foreign.secrets, theirs.request);
      const [got, expected] = [verdictOf(theirs.answer), verdictOf(nobodys.answer)];
      if (got !== expected) faults.push(`answered ${got}, but ${expected} where nobody has the id`);
      if (inPath && theirs.answer.status !== 404) faults.push(`expected 404, answered ${got}`);
      return faults;
    },
  };
}

const fullKey = async (world: Pick<RouteWorld, 'own'>): Promise<string> => (await world.own.keyWith()).key;

/** The same kind of id, of nothing. */
const nobodysId = (id: string): string =>
  id.includes('_') ? `${id.slice(0, 4)}${'0'.repeat(24)}` : 'nobody';

const verdictOf = ({ status, json }: Answer): string =>
  status < 400 ? String(status) : `${status} ${json.reason}`;

/** A page token that another organization was given, or could have been. */
function pageTokenTrials(world: RouteWorld, route: ApiRoute): Trial[] {
  if (!parametersOf(world, route).some(({ name }) => name === 'pageToken')) return [];
  const { foreign, own, keys, api } = world;
  return [
    {
      ...cellOf(route, 'page token of another organization'),
      expectation: 'nothing of the other organization',
      attempt: async () => {
        const theirs = await api.call({
          ...requestOf(route, foreign.ids, { query: 'pageSize=1' }),
          key: keys.foreign,
        });
        const tokens = [theirs.json.nextPageToken, ...forgedTokens(foreign.ids)].filter(
          (one) => typeof one === 'string',
        );
        const faults: string[] = [];
        for (const token of tokens) {
          const request: TestRequest = requestOf(route, own.ids, { query: `pageToken=${token}` });
          const answer = await api.call({ ...request, key: keys.full });
          faults.push(...leaksIn(answer, foreign.secrets, request));
          if (answer.status >= 500) faults.push(`answered ${answer.status}`);
        }
        return faults;
      },
    },
  ];
}

/** Positions in lists of the other organization, written as our lists write them. */
const forgedTokens = (ids: IdMap): string[] =>
  [exampleIds.metric, exampleIds.alert, exampleIds.run].flatMap((example) => {
    const id = ids.get(example);
    return [encodePageToken({ at: null, id }), encodePageToken({ at: [1_800_000_000, 0], id })];
  });

const cellOf = ({ config }: ApiRoute, credential: string) => ({
  kind: 'route' as const,
  subject: `${config.method} ${config.path}`,
  credential,
});
