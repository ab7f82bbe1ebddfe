import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { routes } from './index.ts';

const readme = readFileSync(`${import.meta.dirname}/../../../../docs/api/README.md`, 'utf8');

it('docs/api lists every route with what it needs, and no other', () => {
  const listed = readme.split('\n').filter((line) => /^\| [a-z]\w+ \| `[A-Z]+ \//.test(line));
  const expected = routes.map(({ access, config: { operationId, method, path } }) => {
    const needs = { anyone: 'nothing', person: 'a signed-in person', key: 'an API key' };
    const needed = typeof access === 'string' ? needs[access] : access.join(', ');
    return `| ${operationId} | \`${method.toUpperCase()} ${path}\` | ${needed} |`;
  });
  expect(listed).toEqual(expected);
});
