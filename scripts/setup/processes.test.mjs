import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { isAlive, killTree, listProcesses, parseStat, processTree, stillRunning } from './processes.mjs';

test('reads a stat line whose command holds spaces and brackets', () => {
  const line = `77 (a (b) c) S 5 70 70 0 -1 1 2 3 4 5 6 7 8 9 20 0 1 0 188206 1 2`;
  assert.deepEqual(parseStat(line), { pid: 77, parent: 5, group: 70, startedAt: '188206' });
});

test('does not count a process that has ended but was not collected', () => {
  assert.equal(parseStat('77 (a) Z 5 70 70 0 -1 1 2 3 4 5 6 7 8 9 20 0 1 0 188206 1 2'), undefined);
});

test('follows children of children into other groups, and the group of the root', () => {
  const info = (/** @type {number} */ pid, /** @type {number} */ parent, /** @type {number} */ group) => ({
    ...{ pid, parent, group },
    startedAt: '1',
  });
  const all = [info(10, 1, 10), info(11, 10, 10), info(12, 11, 12), info(13, 1, 10), info(14, 1, 14)];
  const pids = processTree(10, all).map(({ pid }) => pid);
  assert.deepEqual(pids, [10, 11, 12, 13]);
});

test('does not take a new bearer of an id for the old one', () => {
  const now = listProcesses();
  const own = now.filter(({ pid }) => pid === process.pid);
  assert.equal(own.length, 1);
  assert.deepEqual(stillRunning(own, now), own);
  assert.deepEqual(stillRunning([{ pid: process.pid, parent: 1, group: 1, startedAt: 'earlier' }], now), []);
});

test('ends a process with the child that left its group', async () => {
  const grandchild = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(Date.now, 1000)'],
    { detached: true, stdio: 'ignore' }).once('spawn', function () { console.log(this.pid); })`;
  const child = spawn(process.execPath, ['-e', grandchild], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(child.stdout, 'data');
  const pid = Number(output);
  assert.equal(isAlive(pid), true);
  const exited = once(child, 'exit');
  killTree(child.pid ?? 0);
  await exited;
  assert.deepEqual(
    listProcesses().filter((info) => info.pid === pid),
    [],
  );
});
