import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, wherever it was cloned and from wherever a script is called. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Folder for everything our scripts leave between runs: logs, locks, the state of running emulators. Not in git. */
export const cacheFolder = path.join(projectRoot, '.cache');
