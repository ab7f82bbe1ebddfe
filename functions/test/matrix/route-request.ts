import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { exampleBodies, neededQueries } from '../support/documented-request.ts';
import { resourceIds } from '../support/example-resources.ts';
import type { TestRequest } from '../support/http-api.ts';
import { type IdMap, withIds } from './fresh-ids.ts';

/** Variables of paths that name no resource, and a value of each: nothing is to be found under it. */
const otherVariables: Readonly<Record<string, string>> = { token: 'nobody-signed-this' };

export const variablesOf = ({ config }: ApiRoute): string[] =>
  [...config.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The example id under which a variable of a path is found; undefined where no example has it. */
export const exampleOf = (variable: string): string | undefined =>
  resourceIds[variable] ?? otherVariables[variable];

/** What a cell changes of the request that the document shows. */
export interface RequestChange {
  /** Values of variables other than those of `ids`. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Without the question mark. */
  readonly query?: string;
}

/** The request that the document shows for a route, for the resources of `ids`. */
export function requestOf(route: ApiRoute, ids: IdMap, change: RequestChange = {}): TestRequest {
  const { config } = route;
  const path = config.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = change.variables?.[name] ?? exampleOf(name);
    if (id === undefined) throw new Error(`no example resource for {${name}}`);
    return withIds(id, ids);
  });
  const [body] = 'body' in change ? [change.body] : exampleBodies(route);
  const query = [neededQueries[config.operationId], change.query].filter(Boolean).join('&');
  return {
    method: config.method.toUpperCase(),
    path: `${path}${query === '' ? '' : `?${query}`}`,
    ...(body === undefined ? {} : { body: withIds(body, ids) }),
  };
}
