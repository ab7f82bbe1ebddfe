import type { Permission } from '../../src/contracts/permissions.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { routes as allRoutes } from '../../src/http/routes/index.ts';
import type { ApiDocument } from '../fuzz-api/api-document.ts';
import { exampleBodies } from '../support/documented-request.ts';
import type { Answer } from '../support/http-api.ts';
import type { CellResult, Hole, MatrixPart } from './cell.ts';
import { foreignIdTrials } from './foreign-id-cells.ts';
import { bodyFields, missingRow } from './id-fields.ts';
import { type Credential, memberCredentials, type Outcome, personCredentials } from './route-credentials.ts';
import { exampleOf, requestOf, variablesOf } from './route-request.ts';
import { leaksIn, type RouteWorld } from './route-world.ts';
import { runCells, type Trial } from './run-cells.ts';
import { sandbox } from './sandbox.ts';
import { watchTrees } from './watched-trees.ts';

const nameOf = ({ config }: ApiRoute): string => `${config.method} ${config.path}`;

/** Routes that ask nobody for credentials. Each has a reason here, so that one more is looked at. */
const openRoutes: Readonly<Record<string, string>> = {
  getHealth: 'says the version and whether the store answers',
  getLinkedChart: 'the path is a signed token for one picture of one organization',
};

/** Every route of the table with every credential, and with what belongs to another organization. */
export function routePart(
  document: ApiDocument,
  world: () => Promise<RouteWorld>,
  routes: readonly ApiRoute[] = allRoutes,
): MatrixPart {
  const holes = routes.flatMap((route) => holesOf(document, route));
  const without = new Set(holes.map(({ subject }) => subject));
  return {
    holes,
    subjects: routes
      .filter((route) => !without.has(nameOf(route)))
      .map((route) => ({
        kind: 'route' as const,
        name: nameOf(route),
        run: async () => runRoute(await world(), route),
      })),
  };
}

function holesOf(document: ApiDocument, route: ApiRoute): Hole[] {
  const { access, config } = route;
  const hole = (message: string): Hole => ({ kind: 'route', subject: nameOf(route), message });
  const found = variablesOf(route)
    .filter((name) => exampleOf(name) === undefined)
    .map((name) =>
      hole(
        `{${name}} names no example resource: add one to exampleResources and resourceIds in functions/test/support/example-resources.ts`,
      ),
    );
  if (config.request?.body !== undefined && exampleBodies(route).length === 0)
    found.push(hole('its JSON body has no example: add one to its jsonBody()'));
  if (Array.isArray(access) && access.length === 0)
    found.push(hole('it needs no permission: name one in memberRoute()'));
  if (access === 'anyone' && !Object.hasOwn(openRoutes, config.operationId))
    found.push(hole(`it is open to anyone: say why in openRoutes of functions/test/matrix/route-cells.ts`));
  for (const field of bodyFields(document, route)) {
    const message = missingRow(route, field);
    if (message !== undefined) found.push(hole(message));
  }
  return found;
}

async function runRoute(world: RouteWorld, route: ApiRoute): Promise<CellResult[]> {
  const { firestore, own, foreign, disabled } = world;
  const credentials = credentialsOf(route);
  const trialOf = (credential: Credential) => credentialTrial(world, route, credential);
  const refused = credentials.filter(({ outcome }) => outcome !== 'passes').map(trialOf);
  const passing = credentials.filter(({ outcome }) => outcome === 'passes').map(trialOf);
  const { mayChange, mayNot } = await foreignIdTrials(world, route);
  for (const { headers } of credentials) await headers(world);
  const settle = () => world.api.services.deferred.run();
  const all = await watchTrees(firestore, [own.orgId, foreign.orgId, disabled.orgId], settle);
  const results = await runCells([...refused, ...mayNot], all);
  const others = await watchTrees(firestore, [foreign.orgId, disabled.orgId], settle);
  return [...results, ...(await runCells([...passing, ...mayChange], others))];
}

function credentialsOf(route: ApiRoute): readonly Credential[] {
  if (Array.isArray(route.access)) return memberCredentials(route, route.access as readonly Permission[]);
  if (route.access === 'key') return memberCredentials(route, []);
  if (route.access === 'person') return personCredentials;
  return [{ name: 'no credential', outcome: 'passes', headers: () => ({}) }];
}

function credentialTrial(world: RouteWorld, route: ApiRoute, credential: Credential): Trial {
  const { outcome } = credential;
  return {
    kind: 'route',
    subject: nameOf(route),
    credential: credential.name,
    expectation: typeof outcome === 'string' ? outcome : `${outcome.status} ${outcome.reasons.join(' or ')}`,
    attempt: async () => {
      const passes = outcome === 'passes' && route.config.method !== 'get';
      const asked = passes ? { ...world, ...(await sandbox(world)) } : world;
      const request = { ...requestOf(route, asked.own.ids), headers: await credential.headers(asked) };
      const answer = await world.api.call(request);
      return [
        ...outcomeFaults(answer, outcome, route),
        ...leaksIn(answer, world.foreign.secrets, request),
        ...(outcome === 'passes' ? [] : leaksIn(answer, ownSecrets(route, outcome, world), request)),
      ];
    },
  };
}

/** A key is told of itself, so what may not be shown of its organization is what its documents say. */
const ownSecrets = (route: ApiRoute, outcome: Outcome, { own }: RouteWorld): readonly string[] =>
  outcome === 'answered' && route.access !== 'person' ? [own.marker] : own.secrets;

/** Clients of TimeGPT know a request that is not as it should be by 422. */
const statusIn = ({ config }: ApiRoute, status: number): number =>
  status === 400 && config.tags?.includes('TimeGPT') ? 422 : status;

/** Statuses of a call that did not get as far as the verb, or on which it fell over. */
const stopped: readonly number[] = [401, 403, 405, 415, 500, 503];

function outcomeFaults(answer: Answer, outcome: Outcome, route: ApiRoute): string[] {
  const { status, json, text } = answer;
  const shown = `${status} ${text.slice(0, 200)}`;
  if (outcome === 'passes') {
    const open = route.access === 'anyone';
    const lost = status === 404 && variablesOf(route).length > 0 && !open;
    return stopped.includes(status) || lost ? [`expected to get as far as the verb, answered ${shown}`] : [];
  }
  if (outcome === 'answered')
    return status === 401 || status >= 500 ? [`expected an answer, got ${shown}`] : [];
  const expected = statusIn(route, outcome.status);
  const wrong =
    status !== expected ||
    !outcome.reasons.includes(String(json.reason)) ||
    (outcome.permission !== undefined && json.permission !== outcome.permission);
  const faults = wrong ? [`expected ${expected} ${outcome.reasons.join(' or ')}, answered ${shown}`] : [];
  if (status === 401 && !/^Bearer/.test(answer.headers.get('www-authenticate') ?? ''))
    faults.push('401 without WWW-Authenticate');
  return faults;
}
