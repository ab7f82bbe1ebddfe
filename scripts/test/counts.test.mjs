import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCounts, countsFromTap, countsFromVitest } from './counts.mjs';

test('counts what a vitest report holds, and a file that did not load as one failed', () => {
  const report = {
    ...{ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  };
  assert.deepEqual(countsFromVitest(JSON.stringify(report)), { passed: 5, failed: 2, skipped: 3 });
});

test('counts what a TAP report ends with, cancelled tests as failed', () => {
  const report =
    'TAP version 13\n# pass 9 of this is only a message\nok 1 - a\n1..1\n# tests 8\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n';
  assert.deepEqual(countsFromTap(report), { passed: 4, failed: 2, skipped: 2 });
});

test('adds the counts of two runners', () => {
  const a = { passed: 1, failed: 2, skipped: 3 };
  assert.deepEqual(addCounts(a, { passed: 10, failed: 20, skipped: 30 }), {
    passed: 11,
    failed: 22,
    skipped: 33,
  });
});
