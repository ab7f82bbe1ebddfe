import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { resourceIds } from './example-resources.ts';
import type { TestRequest } from './http-api.ts';

/** Queries of routes that do not do without one, by operation. */
export const neededQueries: Readonly<Record<string, string>> = {
  getCrossing: 'threshold=50&direction=above',
  deleteOrganization: 'confirm=Acme',
};

/** The JSON bodies that the document shows for a route. */
export function exampleBodies({ config }: ApiRoute): unknown[] {
  const content = config.request?.body?.content['application/json'] as
    | { readonly examples: Record<string, { readonly value: unknown }> }
    | undefined;
  return Object.values(content?.examples ?? {}).map(({ value }) => value);
}

/** A request of a route as its documentation has it: about the example resources, with the first example of its body. */
export function documentedRequest(
  route: ApiRoute,
  queries: Readonly<Record<string, string>> = neededQueries,
): TestRequest {
  const { config } = route;
  const path = config.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => resourceIds[name] ?? 'missing');
  const query = queries[config.operationId];
  const [body] = exampleBodies(route);
  return {
    method: config.method.toUpperCase(),
    path: query === undefined ? path : `${path}?${query}`,
    ...(body === undefined ? {} : { body }),
  };
}
