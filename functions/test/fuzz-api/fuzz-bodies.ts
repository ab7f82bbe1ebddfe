import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { ApiDocument, Media } from './api-document.ts';
import { mutate, mutations } from './mutate-json.ts';
import { schemaValues } from './schema-values.ts';

/** A body and the headers that speak of it. */
export interface FuzzBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
}

/** Bodies of each media type of an operation, mutated as values, as text and on the wire. */
export function fuzzBodies(
  document: ApiDocument,
  content: Readonly<Record<string, Media>>,
): fc.Arbitrary<FuzzBody> {
  const texts = Object.entries(content).map(([type, media]) =>
    /json$/.test(type) && !/ndjson/.test(type)
      ? jsonTexts(document, media).map((text) => ({ type, text }))
      : lineTexts(media).map((text) => ({ type, text })),
  );
  return fc.tuple(fc.oneof(...texts), wires).map(([{ type, text }, wire]) => wire(type, text));
}

function jsonTexts(document: ApiDocument, { schema = {}, examples = {} }: Media): fc.Arbitrary<string> {
  const shown = Object.values(examples).map(({ value }) => value);
  const bases = fc.oneof(
    { weight: 3, arbitrary: shown.length === 0 ? fc.constant({}) : fc.constantFrom(...shown) },
    { weight: 2, arbitrary: schemaValues(document, schema) },
  );
  const values = fc.tuple(bases, mutations).map(([base, list]) => JSON.stringify(mutate(base, list)) ?? '');
  return fc.oneof(
    { weight: 20, arbitrary: values },
    {
      weight: 2,
      arbitrary: fc.tuple(values, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    },
    { weight: 1, arbitrary: fc.constantFrom(...oddTexts) },
  );
}

const oddTexts: readonly string[] = [
  '',
  ' ',
  'null',
  '0',
  '"text"',
  '[]',
  '\ufeff{}',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '1e999',
  '{"horizon":1e999,"points":[[0,1]]}',
  '['.repeat(100_000),
  `${'[1,'.repeat(5_000)}1${']'.repeat(5_000)}`,
  '{"a":'.repeat(20_000),
  "{'a': 1}",
  'NaN',
  '\u0000',
];

/** Lines of CSV or NDJSON: an example with pieces taken out, doubled or replaced. */
function lineTexts({ examples = {} }: Media): fc.Arbitrary<string> {
  const shown = Object.values(examples).map(({ value }) => String(value));
  const pieces = fc.oneof(
    fc.constantFrom(
      '',
      ',',
      '"',
      '\n',
      '\r',
      '\u0000',
      '{',
      '}',
      '=1+1',
      '1e999',
      '__proto__',
      ',,,,',
      '\ud800',
    ),
    fc.string({ unit: 'binary', maxLength: 10 }),
  );
  return fc
    .tuple(
      fc.constantFrom('', ...shown),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), pieces), { maxLength: 4 }),
    )
    .map(([text, cuts]) =>
      cuts.reduce((line, [at, length, piece]) => {
        const from = at % (line.length + 1);
        return line.slice(0, from) + piece + line.slice(from + length);
      }, text),
    );
}

type Wire = (type: string, text: string) => FuzzBody;

const plain: Wire = (type, text) => ({ headers: { 'content-type': type }, bytes: Buffer.from(text) });

const coded =
  (coding: string, encode: (bytes: Uint8Array) => Uint8Array): Wire =>
  (type, text) => ({
    headers: { 'content-type': type, 'content-encoding': coding },
    bytes: encode(Buffer.from(text)),
  });

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.floor(bytes.length / 2));
const bomb = (): Uint8Array => gzipSync(Buffer.alloc(40 * 1024 * 1024));

const oddWires: readonly Wire[] = [
  coded('gzip', gzipSync),
  coded('br', brotliCompressSync),
  coded('deflate', deflateSync),
  coded('zstd', zstdCompressSync),
  coded('gzip', (bytes) => half(gzipSync(bytes))),
  coded('gzip', (bytes) => bytes),
  coded('br', (bytes) => half(brotliCompressSync(bytes))),
  coded('zstd', (bytes) => half(zstdCompressSync(bytes))),
  coded('gzip', bomb),
  coded('GZIP, br', gzipSync),
  coded('identity', (bytes) => bytes),
  coded('x-unknown', (bytes) => bytes),
  (_, text) => plain('text/plain', text),
  (_, text) => plain('application/x-www-form-urlencoded', text),
  (_, text) => plain('multipart/form-data', text),
  (_, text) => plain('APPLICATION/JSON; charset=latin1', text),
  (_, text) => plain(';', text),
  (_, text) => ({ headers: {}, bytes: Buffer.from(text) }),
  (type) => ({ headers: { 'content-type': type } }),
  (type) => ({ headers: { 'content-type': type }, bytes: Buffer.from([0xff, 0xfe, 0x00, 0xd8]) }),
  (type, text) => ({ headers: { 'content-type': type }, bytes: Buffer.from(text, 'utf16le') }),
];

const wires: fc.Arbitrary<Wire> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(plain) },
  { weight: 1, arbitrary: fc.constantFrom(...oddWires) },
);
