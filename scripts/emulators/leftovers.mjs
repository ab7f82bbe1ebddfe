import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses, sendSignal, stillRunning } from '../setup/processes.mjs';
import { say } from '../setup/say.mjs';
import { closeRunFolder, listRunFolders, readRunState } from './run-folder.mjs';

const goneTimeoutMs = 5_000;

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
