import { DomainError } from '../../contracts/errors.ts';
import { jsonPointer } from '../../contracts/validation.ts';
import { locateJsonError } from './locate-json-error.ts';

/** `JSON.parse` whose failure says line, column, the field that was being read, and what was expected there. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes the body and names a position in some cases only; ours is looked up instead.
    throw malformed(text);
  }
}

function malformed(text: string): DomainError {
  if (text.trim() === '') {
    return new DomainError('invalid-argument', 'JSON_MALFORMED', 'the request body is empty: expected JSON', {
      fields: [{ pointer: '', detail: 'expected a JSON value' }],
      extensions: { line: 1, column: 1 },
    });
  }
  const { index, path, expected } = locateJsonError(text);
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  const column = index - before.lastIndexOf('\n');
  const wanted = notFinite(text, index) ?? expected;
  return new DomainError(
    'invalid-argument',
    'JSON_MALFORMED',
    `the request body is not JSON: expected ${wanted} at line ${line}, column ${column}`,
    {
      fields: [{ pointer: jsonPointer(path), detail: `expected ${wanted}`, line }],
      extensions: { line, column },
    },
  );
}

/** Numbers as languages print them that JSON does not have. */
function notFinite(text: string, index: number): string | null {
  const word = /^[+-]?(?:nan|inf|infinity)\b/i.exec(text.slice(index, index + 16))?.[0];
  return word === undefined ? null : `a finite number, since JSON has no ${word} (leave the point out)`;
}
