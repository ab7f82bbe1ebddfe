import fc from 'fast-check';

/** Nested to a depth that recursive readers do not survive, but that can still be written as JSON. */
const nested = (depth: number): unknown => {
  let value: unknown = 'bottom';
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { in: value };
  return value;
};

export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'a\udc00b',
  '\u202e\u0301\ufeff',
  '👩‍👩‍👧‍👦'.repeat(50),
  '\n\r\t',
  '__proto__',
  'constructor',
  'toString',
  '__name__',
  '.',
  '..',
  'a/b',
  '../../organizations',
  '`a`.b',
  '{{constructor.constructor("return 1")()}}',
  '<script>alert(1)</script>',
  "'; drop table metrics; --",
  'x'.repeat(1_501),
  'x'.repeat(100_000),
  `${'a'.repeat(60)}!`,
  '1e400',
  '-0',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  'PT1H',
  'Not/A_Zone',
  '* * * * * *',
  '0 0 31 2 *',
  'http://127.0.0.1:1/',
  'http://169.254.169.254/computeMetadata/v1/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '(a+)+$',
  '['.repeat(500),
];

export const hostileNumbers: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  1e-320,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
  8.64e15,
  8.64e15 + 1,
  1e21,
];

/** Values that no schema asks for, and that code which trusts its input falls over. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, [], {}, [[]], [null]),
  fc.constantFrom(...hostileTexts),
  fc.constantFrom(...hostileNumbers),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(20, 100, 1_000).map(nested),
  fc.constantFrom(50, 1_000, 20_000).map((length) => Array.from({ length }, (_, i) => i)),
);

/** Names of members that code may mistake for something of the language or of the store. */
export const hostileNames: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__name__',
  '',
  'a.b',
  'a/b',
  '`',
  '\ud800',
  'x'.repeat(2_000),
  'then',
  'toJSON',
  'length',
];
