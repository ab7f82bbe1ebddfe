import fc from 'fast-check';
import type { Parameter } from './api-document.ts';

/** Header values that HTTP can carry, and that code which expects something else may fall over. */
const oddValues: readonly string[] = [
  '',
  '*',
  '"',
  'W/"x"',
  '"a", "b", W/"c"',
  '"'.repeat(300),
  'a'.repeat(256),
  'a'.repeat(4_000),
  '\u00e9\u00ff',
  '-1',
  '0x10',
  'null',
  '__proto__',
  'org_9d1c3f0a7b5e4d2c8f6a1b2c',
  '../..',
  ',',
  ';;;',
];

const oddNames: readonly string[] = [
  'x-request-id',
  'x-organization-id',
  'x-api-key',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-http-method-override',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'accept',
  'accept-encoding',
  'range',
  'origin',
  'cookie',
  'user-agent',
  'expect-ct',
  'traceparent',
];

/** The credentials of those who may ask, the most able first. */
export type Callers = readonly Readonly<Record<string, string>>[];

/** Credentials, mostly good ones; the headers that the operation heeds; and now and then others. */
export function fuzzHeaders(
  parameters: readonly Parameter[],
  callers: Callers,
): fc.Arbitrary<Record<string, string>> {
  const credentials = fc.oneof(
    { weight: 40, arbitrary: fc.constant(callers[0] ?? {}) },
    { weight: 8, arbitrary: fc.constantFrom(...callers) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...oddValues).map((text) => ({ authorization: `Bearer ${text}` })),
    },
    { weight: 1, arbitrary: fc.constantFrom(...oddValues).map((text) => ({ authorization: text })) },
    { weight: 1, arbitrary: fc.constant({}) },
  ) as fc.Arbitrary<Record<string, string>>;
  const values = fc.oneof(
    fc.constantFrom(...oddValues),
    fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  );
  const declared = fc.dictionary(
    fc.constantFrom('x-request-id', ...parameters.map(({ name }) => name.toLowerCase())),
    values,
    { maxKeys: 2 },
  );
  const odd = fc.dictionary(fc.constantFrom(...oddNames), values, { maxKeys: 3 });
  return fc
    .tuple(
      // Wrong credentials are counted by address; with another for each request, none is locked out for long.
      fc.tuple(credentials, fc.ipV4()).map(([one, address]) => ({ 'x-forwarded-for': address, ...one })),
      fc.option(declared, { freq: 1, nil: {} }),
      fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: odd }),
    )
    .map(([first, second, third]) => ({ ...third, ...second, ...first }));
}
