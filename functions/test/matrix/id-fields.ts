import type { z } from 'zod';
import { type IdKind, idPrefixes } from '../../src/contracts/ids.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import {
  inhibitionRequestExample,
  policyRequestExample,
} from '../../src/http/routes/v1/examples/notification-policy.ts';
import { maintenanceRequestExample } from '../../src/http/routes/v1/examples/silence.ts';
import { type ApiDocument, operationsOf, resolveSchema, type Schema } from '../fuzz-api/api-document.ts';
import { exampleBodies } from '../support/documented-request.ts';
import { resourceIds } from '../support/example-resources.ts';

/** Where in a body an id stands (`*` for each item of a list), and the example whose id it takes. */
export interface IdField {
  readonly place: readonly string[];
  /** Undefined where neither its schema nor its name says what it is the id of. */
  readonly example: string | undefined;
}

/** The id fields of a route's JSON body. */
export function bodyFields(document: ApiDocument, { config }: ApiRoute): IdField[] {
  const served = operationsOf(document).find(({ operation }) => operation.operationId === config.operationId);
  const schema = served?.operation.requestBody?.content['application/json']?.schema;
  return schema === undefined ? [] : idFieldsOf(document, schema);
}

/** Why an id field has no row, and what to add; undefined where it has one. */
export function missingRow(route: ApiRoute, { place, example }: IdField): string | undefined {
  const field = `/${place.join('/')} of its body`;
  if (example === undefined)
    return `${field} looks like an id, but nothing says of what: declare it by idSchema(), or add an example to functions/test/support/example-resources.ts`;
  if (bodyWithId(route, place, example) !== undefined) return undefined;
  return `no example has ${field}: show it in an example of the route, or add what stands around it to surroundings in functions/test/matrix/id-fields.ts`;
}

/** Fields whose name ends like that of an id, and that name a person or something of the caller's. */
const personFields: ReadonlySet<string> = new Set(['memberId']);

const depthMax = 9;

/** The id fields of a schema: those that its contract says are ids, and those that are called so. */
function idFieldsOf(document: ApiDocument, schema: Schema): IdField[] {
  const found = new Map<string, IdField>();
  visit(document, schema, [], (place, part) => {
    const name = place.findLast((step) => step !== '*') ?? '';
    const kind = /^id of a resource of kind (\w+)$/.exec(part.description ?? '')?.[1];
    if (kind === undefined && !/Ids?$/.test(name)) return;
    if (kind === undefined && part.type === 'array') return;
    const field = { place, example: kind === undefined ? exampleOfName(name) : exampleOfKind(kind) };
    found.set(place.join('.'), field);
  });
  return [...found.values()];
}

function visit(
  document: ApiDocument,
  given: Schema,
  place: readonly string[],
  found: (place: readonly string[], schema: Schema) => void,
): void {
  if (place.length > depthMax) return;
  const schema = resolveSchema(document, given);
  const deeper = (part: Schema, ...steps: string[]) => visit(document, part, [...place, ...steps], found);
  found(place, schema);
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    deeper(part);
  for (const [name, part] of Object.entries(schema.properties ?? {})) deeper(part, name);
  for (const part of [schema.items, ...(schema.prefixItems ?? [])]) if (part !== undefined) deeper(part, '*');
}

/** Kinds of ids that the examples call by another name. */
const otherNames: Readonly<Partial<Record<IdKind, keyof typeof exampleIds>>> = {
  forecastJob: 'job',
  notificationPolicy: 'policy',
  inhibitionRule: 'inhibition',
  notificationGroup: 'group',
};

function exampleOfKind(kind: string): string | undefined {
  if (!Object.hasOwn(idPrefixes, kind)) return undefined;
  const name = otherNames[kind as IdKind] ?? kind;
  return Object.hasOwn(exampleIds, name) ? exampleIds[name as keyof typeof exampleIds] : undefined;
}

function exampleOfName(name: string): string | undefined {
  if (personFields.has(name)) return exampleIds.member;
  const singular = name.replace(/Ids$/, 'Id');
  return resourceIds[singular] ?? exampleOfKind(singular.slice(0, -2));
}

/**
 * A body that the route takes and that has `id` at the place: an example with the id in it, with the fields that
 * exclude it left out where that is what it takes. Undefined where no example comes near.
 */
export function bodyWithId(route: ApiRoute, place: readonly string[], id: string): unknown {
  const media = route.config.request?.body?.content['application/json'] as { schema: z.ZodType } | undefined;
  const candidates = exampleBodies(route).flatMap((example) => [
    put(example, place, id, keep),
    put(example, place, id, withoutSeries),
    put(example, place, id, alone),
  ]);
  return candidates.find((body) => body !== undefined && media?.schema.safeParse(body).success);
}

type Holder = Record<string, unknown>;

const keep = (holder: Holder): Holder => holder;
const alone = (): Holder => ({});
/** A series is named by its id, or by metric and labels. */
const withoutSeries = ({ metric: _, labels: __, points: ___, ...rest }: Holder): Holder => rest;

/**
 * What stands around an id where no example of the route has the member: the parts that are needed beside it.
 * A member that is not here and not in an example is a hole.
 */
const surroundings: Readonly<Record<string, unknown>> = {
  regressors: [{ name: 'promotion', future: 'stored' }],
  notify: { channels: [exampleIds.channel] },
  escalation: [{ afterSeconds: 600 }],
  policies: [policyRequestExample],
  silences: [maintenanceRequestExample],
  inhibitions: [inhibitionRequestExample],
};

function put(
  value: unknown,
  place: readonly string[],
  id: string,
  rest: (holder: Holder) => Holder,
): unknown {
  const [step, ...further] = place;
  if (step === undefined) return id;
  if (step === '*') {
    const [first, ...others] = Array.isArray(value) ? value : [];
    return [put(first, further, id, rest), ...others];
  }
  const holder: Holder = value !== null && typeof value === 'object' ? { ...(value as Holder) } : {};
  const kept = further.length === 0 || (further.length === 1 && further[0] === '*') ? rest(holder) : holder;
  return { ...kept, [step]: put(holder[step] ?? surroundings[step], further, id, rest) };
}
