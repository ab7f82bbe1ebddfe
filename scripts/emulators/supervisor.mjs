/**
 * Runs one command for another process and sees to it that nothing of it stays: neither when its owner asks for the
 * end, nor when the owner is killed, however suddenly (then the IPC channel between the two closes).
 *
 * It is a process and a process group of its own, so a Ctrl-C in the terminal reaches only the owner, which then says
 * what is to happen. It keeps a list of all processes below the command (Java leaves the group), in memory to end them
 * and in the run's folder for the case that it is killed itself: the next start finds them there.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { killTree, listProcesses, processTree, sendSignal, stillRunning } from '../setup/processes.mjs';
import { closeRunFolder, writeRunState } from './run-folder.mjs';

const recordIntervalMs = 2_000;

/** @type {import('./supervise.mjs').Order} */
const order = JSON.parse(process.argv[2] ?? '');
const log = fs.openSync(path.join(order.folder, 'output.log'), 'a');
const child = spawn(order.command, order.args, {
  cwd: order.folder,
  stdio: ['ignore', log, log],
  detached: process.platform !== 'win32',
});

/** @type {import('./run-folder.mjs').RunState} */
const state = {
  run: order.run,
  supervisor: listProcesses().find(({ pid }) => pid === process.pid),
  processes: [],
  ports: order.ports,
  temporaryFiles: order.temporaryFiles,
};

/** Brings the list of processes up to date; those that left the tree but still run stay on it. */
function record() {
  const all = listProcesses();
  const tree = child.pid === undefined ? [] : processTree(child.pid, all);
  const known = new Set(tree.map(({ pid }) => pid));
  const strayed = stillRunning(state.processes, all).filter(({ pid }) => !known.has(pid));
  state.processes = [...tree, ...strayed];
  writeRunState(order.folder, state);
}

function killAll() {
  record();
  for (const { pid } of state.processes) sendSignal(pid, 'SIGKILL');
  if (child.pid !== undefined) killTree(child.pid);
}

let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  record();
  child.kill('SIGINT');
  setTimeout(killAll, order.graceMs).unref();
}

/** @param {number} code */
function end(code) {
  clearInterval(recording);
  killAll();
  closeRunFolder(order.folder, state);
  process.exit(code);
}

record();
const recording = setInterval(record, recordIntervalMs);
process.on('message', stop);
process.on('disconnect', stop);
if (!process.connected) stop();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
child.on('error', (error) => {
  fs.writeSync(log, `${error.message}\n`);
  end(127);
});
child.on('exit', (code) => end(code ?? 1));
