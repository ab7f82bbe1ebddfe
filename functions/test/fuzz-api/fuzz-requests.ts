import fc from 'fast-check';
import { resourceIds } from '../support/example-resources.ts';
import { type ApiDocument, operationsOf, type Parameter, type ServedOperation } from './api-document.ts';
import { type FuzzBody, fuzzBodies } from './fuzz-bodies.ts';
import { type Callers, fuzzHeaders } from './fuzz-headers.ts';
import { hostileTexts } from './hostile-values.ts';
import { pageTokens } from './page-tokens.ts';
import { schemaValues } from './schema-values.ts';

/** A request as it goes over the wire. */
export interface FuzzRequest {
  /** The operation that it was made for. */
  readonly operationId: string;
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Requests for every operation of the document: some as it shows them, most of them nearly so. */
export function fuzzRequests(document: ApiDocument, callers: Callers): fc.Arbitrary<FuzzRequest> {
  return fc.oneof(...operationsOf(document).map((served) => requestsFor(document, served, callers)));
}

function requestsFor(
  document: ApiDocument,
  { path, method, operation }: ServedOperation,
  callers: Callers,
): fc.Arbitrary<FuzzRequest> {
  const { operationId, parameters = [], requestBody } = operation;
  const of = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  return fc
    .record({
      segments: fc.record(Object.fromEntries(of('path').map((one) => [one.name, segments(document, one)]))),
      query: queries(document, of('query')),
      headers: fuzzHeaders(of('header'), callers),
      body: requestBody === undefined ? noBody : fuzzBodies(document, requestBody.content),
      method: fc.oneof(
        { weight: 60, arbitrary: fc.constant(method) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE') },
      ),
      suffix: fc.oneof(
        { weight: 60, arbitrary: fc.constant('') },
        {
          weight: 1,
          arbitrary: fc.constantFrom('/', '//', '/..', '/%2e%2e/', '/a', '?', '%00', ';a=b', '%'),
        },
      ),
    })
    .map(({ segments: found, query, headers, body, method: verb, suffix }) => ({
      operationId,
      method: verb,
      target: `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => found[name] ?? '')}${suffix}${query}`,
      headers: { ...body.headers, ...headers },
      ...(body.bytes === undefined ? {} : { body: body.bytes }),
    }));
}

const noBody: fc.Arbitrary<FuzzBody> = fc.oneof(
  { weight: 20, arbitrary: fc.constant({ headers: {} }) },
  {
    weight: 1,
    arbitrary: fc.constant({
      headers: { 'content-type': 'application/json' },
      bytes: new TextEncoder().encode('{"not":"asked for"}'),
    }),
  },
);

/** Segments that are no id, encoded: some are of another path, some no UTF-8. */
const hostileSegments: readonly string[] = [
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2f',
  '%00',
  '%ff',
  '%zz',
  '%',
  '%E0%A4%A',
  '__x__',
  '__proto__',
  'constructor',
  'a%2Fb',
  'a'.repeat(129),
  'a'.repeat(1_600),
  '%F0%9F%92%A9',
  '*',
  ':id',
  '%7B%7D',
  'null',
  '-1',
];

function segments(document: ApiDocument, { name, schema }: Parameter): fc.Arbitrary<string> {
  const known = resourceIds[name];
  const valid = schemaValues(document, schema).map((value) => encodeURIComponent(wellFormed(String(value))));
  return fc.oneof(
    { weight: 6, arbitrary: known === undefined ? valid : fc.constant(known) },
    { weight: 1, arbitrary: valid },
    { weight: 2, arbitrary: fc.constantFrom(...hostileSegments) },
  );
}

/** A query of the declared parameters, of hostile values, of repetitions and of names that nobody declared. */
function queries(document: ApiDocument, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const pairs = parameters.map((parameter) =>
    fc.option(
      queryValues(document, parameter).map((value) => [parameter.name, value] as const),
      { freq: parameter.required ? 20 : 1, nil: undefined },
    ),
  );
  const odd = fc.constantFrom('__proto__', 'constructor', 'unknown', ...parameters.map(({ name }) => name));
  const more = fc.array(fc.tuple(odd, fc.constantFrom(...hostileTexts)), { maxLength: 2 });
  return fc
    .tuple(fc.tuple(...pairs), fc.option(more, { freq: 1, nil: [] }))
    .map(([known, others]) => [...known.filter((pair) => pair !== undefined), ...others])
    .map((all) => all.map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`).join('&'))
    .map((text) => (text === '' ? '' : `?${text.slice(0, 8_000)}`));
}

function queryValues(document: ApiDocument, { name, schema }: Parameter): fc.Arbitrary<string> {
  if (name === 'pageToken') return pageTokens;
  const known = resourceIds[name];
  return fc.oneof(
    ...(known === undefined ? [] : [{ weight: 4, arbitrary: fc.constant(known) }]),
    { weight: 4, arbitrary: schemaValues(document, schema).map(String) },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
  );
}

/** Lone surrogates have no percent encoding. */
const wellFormed = (text: string): string => text.toWellFormed();

const encoded = (text: string): string => encodeURIComponent(wellFormed(text.slice(0, 2_000)));
