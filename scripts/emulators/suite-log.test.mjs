import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSuiteReady, loadedFunctions } from './suite-log.mjs';

/** Output of firebase-tools 14.27.0, shortened. */
const log = `✔  functions: Loaded functions definitions from source: analyseSeries, api, dispatchDueJobs, written.
✔  functions[europe-west1-api]: http function initialized (http://127.0.0.1:5001/demo-x/europe-west1/api).
i  functions[us-central1-dispatchDueJobs]: function ignored because the pubsub emulator does not exist or is not running.
✔  functions[us-central1-written]: firestore function initialized.
`;

test('is ready when the suite says so and not before', () => {
  assert.equal(isSuiteReady(log), false);
  assert.equal(isSuiteReady(`${log}│ ✔  All emulators ready! It is now safe to connect your app. │`), true);
});

test('is not ready when the functions could not be loaded, whatever the suite says', () => {
  const failed =
    '⬢  functions: Failed to load function definition from source: FirebaseError: no\nError: boom\n┌──\n│ ✔  All emulators ready!';
  assert.throws(
    () => isSuiteReady(failed),
    /Failed to load function definition from source: FirebaseError: no\nError: boom$/,
  );
});

test('knows region and address of each function, scheduled ones included', () => {
  assert.deepEqual(loadedFunctions(log), {
    api: { name: 'api', region: 'europe-west1', url: 'http://127.0.0.1:5001/demo-x/europe-west1/api' },
    dispatchDueJobs: { name: 'dispatchDueJobs', region: 'us-central1' },
    written: { name: 'written', region: 'us-central1' },
  });
});
