import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses, sendSignal, stillRunning } from '../setup/processes.mjs';
import { say } from '../setup/say.mjs';
import { closeRunFolder, listRunFolders, readRunState } from './run-folder.mjs';

const goneTimeoutMs = 5_000;
const endTimeoutMs = 15_000;

/**
 * Cleans up after earlier runs of this checkout whose supervisor was killed and could not do it: ends the processes
 * that are left (recognised by id and time of start, so nobody else's), and says so.
 */
export async function endLeftovers() {
  const processes = listProcesses();
  for (const folder of listRunFolders()) {
    const state = readRunState(folder);
    if (state === undefined) continue;
    if (state.supervisor === undefined || stillRunning([state.supervisor], processes).length > 0) continue;
    const left = stillRunning(state.processes, processes);
    if (left.length > 0) {
      const ports = Object.values(state.ports).join(', ');
      say(
        `An earlier run was killed and left ${left.length} processes behind (ports ${ports}). Ending them.`,
      );
      for (const { pid } of left) sendSignal(pid, 'SIGKILL');
      await untilGone(left);
    }
    closeRunFolder(folder, state);
  }
}

/**
 * Their ports are free only when they are gone.
 *
 * @param {import('../setup/processes.mjs').ProcessInfo[]} killed
 */
async function untilGone(killed) {
  const deadline = Date.now() + goneTimeoutMs;
  while (stillRunning(killed, listProcesses()).length > 0 && Date.now() < deadline) await sleep(50);
}

/**
 * Waits until the emulators that were started under a run have ended: a killed test runner leaves that to their
 * supervisor, which needs a moment.
 *
 * @param {number} run
 */
export async function untilEmulatorsEnded(run) {
  const deadline = Date.now() + endTimeoutMs;
  while (Date.now() < deadline && listRunFolders().some((folder) => isSupervised(folder, run)))
    await sleep(50);
}

/**
 * @param {string} folder
 * @param {number} run
 */
function isSupervised(folder, run) {
  const state = readRunState(folder);
  if (state?.supervisor === undefined || state.run !== run) return false;
  return stillRunning([state.supervisor], listProcesses()).length > 0;
}
