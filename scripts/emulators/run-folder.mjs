import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../setup/project-root.mjs';

/** Every run of emulators has a folder of its own in here, for logs and for what is needed to clean up after it. */
export const runFolders = path.join(cacheFolder, 'emulators');

const keptMax = 8;
let count = 0;

/**
 * What must be known of a run to clean up after it, should nobody be left to do it. `run` is the process that must not
 * return before the emulators have ended: that of `run.mjs`, or the one that started them.
 *
 * @typedef {import('../setup/processes.mjs').ProcessInfo} ProcessInfo
 * @typedef {{ run: number, supervisor: ProcessInfo | undefined, processes: ProcessInfo[],
 *   ports: Record<string, number>, temporaryFiles: string[] }} RunState
 */

/**
 * Makes the folder of a new run, and removes those of the oldest ended ones: the last few keep their logs.
 *
 * @param {string} name of what runs, such as `suite`
 */
export function createRunFolder(name) {
  fs.mkdirSync(runFolders, { recursive: true });
  const ended = listRunFolders().filter((folder) => !fs.existsSync(stateFile(folder)));
  const byAge = ended.sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
  for (const folder of byAge.slice(keptMax)) fs.rmSync(folder, { recursive: true, force: true });
  count += 1;
  const time = new Date().toISOString().replace(/\W/g, '').slice(0, 15);
  const folder = path.join(runFolders, `${time}-${name}-${process.pid}-${count}`);
  fs.mkdirSync(folder);
  return folder;
}

/** Folders of all runs that left something, ended or not. */
export function listRunFolders() {
  if (!fs.existsSync(runFolders)) return [];
  return fs.readdirSync(runFolders).map((name) => path.join(runFolders, name));
}

/** @param {string} folder */
const stateFile = (folder) => path.join(folder, 'state.json');

/**
 * Writes the state in one step, so that no reader meets half of it.
 *
 * @param {string} folder
 * @param {RunState} state
 */
export function writeRunState(folder, state) {
  const draft = path.join(folder, 'state.json.draft');
  fs.writeFileSync(draft, JSON.stringify(state, undefined, 2));
  fs.renameSync(draft, stateFile(folder));
}

/**
 * State of a run that has not been cleaned up after, else undefined.
 *
 * @param {string} folder
 * @returns {RunState | undefined}
 */
export function readRunState(folder) {
  try {
    return JSON.parse(fs.readFileSync(stateFile(folder), 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Removes what a run needed only while it ran. Its logs stay.
 *
 * @param {string} folder
 * @param {RunState} state
 */
export function closeRunFolder(folder, state) {
  for (const file of state.temporaryFiles) fs.rmSync(file, { force: true });
  fs.rmSync(stateFile(folder), { force: true });
}
