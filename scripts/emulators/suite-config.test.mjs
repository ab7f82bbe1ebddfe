import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFirebaseConfig, wantedPorts, withPorts } from './suite-config.mjs';

test('replaces every port of firebase.json, the second one of Firestore too, and nothing else', () => {
  const config = readFirebaseConfig();
  const wanted = wantedPorts(config);
  const moved = Object.fromEntries(Object.entries(wanted).map(([name, port]) => [name, port + 1]));
  const changed = withPorts(config, moved);
  assert.deepEqual(wantedPorts(changed), moved);
  assert.deepEqual(withPorts(changed, wanted), config);
});

test('names a fixed port for everything that the suite would listen on, all on the loopback address', () => {
  const { emulators } = readFirebaseConfig();
  for (const name of ['auth', 'functions', 'firestore', 'tasks', 'eventarc', 'hub', 'logging']) {
    assert.equal(emulators[name]?.host, '127.0.0.1', name);
    assert.ok(emulators[name]?.port, name);
  }
});
