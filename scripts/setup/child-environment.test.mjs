import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { childEnvironment } from './child-environment.mjs';

test('puts the given Node and the installed tools first on the path', () => {
  const folders =
    childEnvironment('/somewhere/bin/node', { PATH: '/usr/bin' }).PATH?.split(path.delimiter) ?? [];
  assert.equal(folders[0], '/somewhere/bin');
  assert.match(folders[1] ?? '', /node_modules.\.bin$/);
  assert.equal(folders[2], '/usr/bin');
});

test('keeps production mode of the surroundings away, and any other mode', () => {
  assert.equal('NODE_ENV' in childEnvironment('/n/node', { NODE_ENV: 'production' }), false);
  assert.equal(childEnvironment('/n/node', { NODE_ENV: 'test' }).NODE_ENV, 'test');
});
