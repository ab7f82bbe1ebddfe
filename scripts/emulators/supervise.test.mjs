import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses } from '../setup/processes.mjs';
import { createRunFolder, readRunState } from './run-folder.mjs';
import { supervise } from './supervise.mjs';

const ready = (/** @type {string} */ log) => log.includes('up');
/** Says that it is up, has a child outside its group, and does not listen to SIGINT. */
const stubborn = `process.on('SIGINT', Date.now); setInterval(Date.now, 1000);
  require('node:child_process').spawn('sleep', ['60'], { detached: true }).once('spawn', () => console.log('up'))`;

/**
 * @param {import('node:test').TestContext} t
 * @param {string} program
 */
function order(t, program) {
  const folder = createRunFolder('test');
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return {
    name: 'The test',
    command: process.execPath,
    args: ['-e', program],
    folder,
    ports: {},
    temporaryFiles: [],
    graceMs: 100,
  };
}

/** @param {string} folder */
async function ended(folder) {
  while (readRunState(folder)) await sleep(50);
}

const alive = (/** @type {{ pid: number }[]} */ remembered) =>
  listProcesses().filter(({ pid }) => remembered.some((info) => info.pid === pid));

test('ends a command that will not end, and its child in another group', { timeout: 20_000 }, async (t) => {
  const { folder, ...rest } = order(t, stubborn);
  const running = supervise({ folder, ...rest }, process.env);
  await running.waitFor(ready, 10_000);
  const processes = await recorded(folder, 2);
  await running.stop();
  assert.deepEqual(alive(processes), []);
  assert.equal(readRunState(folder), undefined);
});

test('ends everything when its owner is killed without a chance to say so', {
  timeout: 20_000,
}, async (t) => {
  const { folder, ...rest } = order(t, stubborn);
  const program = `import('${new URL('./supervise.mjs', import.meta.url).href}').then(({ supervise }) =>
    supervise(${JSON.stringify({ folder, ...rest })}, process.env))`;
  const owner = spawn(process.execPath, ['-e', program], { stdio: 'inherit' });
  const processes = await recorded(folder, 2);
  const exited = once(owner, 'exit');
  owner.kill('SIGKILL');
  await exited;
  await ended(folder);
  assert.deepEqual(alive(processes), []);
});

test('tells the end of the output when the command ends before it is ready', async (t) => {
  const running = supervise(order(t, `console.log('no such luck'); process.exit(3)`), process.env);
  await assert.rejects(running.waitFor(ready, 10_000), /ended during its start.*no such luck/s);
});

/**
 * @param {string} folder
 * @param {number} count how many processes must have been noticed
 */
async function recorded(folder, count) {
  for (;;) {
    const processes = readRunState(folder)?.processes ?? [];
    if (processes.length >= count) return processes;
    await sleep(50);
  }
}
