import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * One process of this machine. Process ids are used again by the system, so `startedAt` (opaque, comparable only
 * with itself) tells two bearers of one id apart.
 *
 * @typedef {{ pid: number, parent: number, group: number, startedAt: string }} ProcessInfo
 */

/** Every process that can be seen: from /proc where it exists, else from `ps`; empty on Windows. */
export function listProcesses() {
  if (process.platform === 'win32') return [];
  return fs.existsSync('/proc/self/stat') ? listFromProc() : listFromPs();
}

/** @returns {ProcessInfo[]} */
function listFromProc() {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [parseStat(fs.readFileSync(`/proc/${name}/stat`, 'utf8'))];
      } catch (error) {
        // It ended between the listing and the reading.
        if (['ENOENT', 'ESRCH'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) return [];
        throw error;
      }
    })
    .filter((info) => info !== undefined);
}

/**
 * Reads a line of `/proc/<pid>/stat`. The command stands in brackets and may hold spaces and brackets itself, so the
 * fields are counted from the last one. A zombie is not a process any more: undefined.
 *
 * @param {string} line
 * @returns {ProcessInfo | undefined}
 */
export function parseStat(line) {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return {
    pid: Number.parseInt(line, 10),
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startedAt: fields[19] ?? '',
  };
}

/** @returns {ProcessInfo[]} */
function listFromPs() {
  const env = { ...process.env, LC_ALL: 'C' };
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], { env, encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, group, state, startedAt] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*\S)/.exec(line) ?? [];
    if (pid === undefined || startedAt === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), startedAt }];
  });
}

/**
 * The process itself, what it started, and what those started, in other process groups too.
 *
 * @param {number} root
 * @param {ProcessInfo[]} processes
 */
export function processTree(root, processes) {
  const members = new Set([root]);
  for (let before = 0; before !== members.size; ) {
    before = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  return processes.filter(({ pid, group }) => members.has(pid) || group === root);
}

/**
 * Those of the remembered processes that still run (the same ones, not others that got their ids).
 *
 * @param {ProcessInfo[]} remembered
 * @param {ProcessInfo[]} processes
 */
export function stillRunning(remembered, processes) {
  const startedAt = new Map(processes.map((info) => [info.pid, info.startedAt]));
  return remembered.filter((info) => startedAt.get(info.pid) === info.startedAt);
}

/**
 * Whether a process with that id exists (one of another user does, too).
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Sends a signal to a process (to a whole group with a negative id); that it is gone already is no error.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends a process and everything below it at once, without asking.
 *
 * @param {number} pid
 */
export function killTree(pid) {
  if (process.platform === 'win32') {
    // Its exit code only says whether the process was still there.
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  for (const member of processTree(pid, listProcesses())) sendSignal(member.pid, 'SIGKILL');
}
