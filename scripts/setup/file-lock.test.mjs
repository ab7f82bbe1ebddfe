import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readOwner, tryLock, withFileLock } from './file-lock.mjs';

/** @param {import('node:test').TestContext} t */
function temporaryFile(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return path.join(folder, 'a.lock');
}

test('lets nobody in while it is held, and removes its file afterwards, also after an error', async (t) => {
  const file = temporaryFile(t);
  const work = withFileLock({ file }, async () => {
    assert.equal(readOwner(file), process.pid);
    assert.equal(tryLock(file), false);
    throw new Error('broken');
  });
  await assert.rejects(work, /broken/);
  assert.equal(fs.existsSync(file), false);
});

test('takes over the lock of a process that has died', async (t) => {
  const file = temporaryFile(t);
  const { pid } = spawnSync(process.execPath, ['--version']);
  fs.writeFileSync(file, String(pid));
  assert.equal(await withFileLock({ file }, async () => readOwner(file)), process.pid);
});

test('waits for a living owner and says whom it waits for', async (t) => {
  const file = temporaryFile(t);
  fs.writeFileSync(file, String(process.ppid));
  /** @type {number[]} */
  const waitedFor = [];
  const onWait = (/** @type {number} */ owner) => {
    waitedFor.push(owner);
    fs.rmSync(file);
  };
  assert.equal(await withFileLock({ file, onWait }, async () => 'done'), 'done');
  assert.deepEqual(waitedFor, [process.ppid]);
});
