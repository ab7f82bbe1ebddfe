import { expect, it } from 'vitest';
import { jsonLogger } from './json-logger.ts';

function written(entry: Parameters<ReturnType<typeof jsonLogger>['write']>[0]): Record<string, unknown> {
  const lines: string[] = [];
  jsonLogger((line) => lines.push(line)).write(entry);
  expect(lines).toHaveLength(1);
  return JSON.parse(String(lines[0]));
}

it('writes an entry as one line', () => {
  expect(written({ severity: 'INFO', message: 'a\nb', count: 2 })).toEqual({
    severity: 'INFO',
    message: 'a\nb',
    count: 2,
  });
});

it('writes errors as stacks, causes included', () => {
  const error = new Error('outer', { cause: new Error('inner') });
  expect(written({ severity: 'ERROR', message: 'failed', error })).toMatchObject({
    error: { stack: expect.stringContaining('Error: outer'), cause: expect.stringContaining('Error: inner') },
  });
});
