import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startFirestore } from '../emulators/start-firestore.mjs';
import { projectRoot } from '../setup/project-root.mjs';

/**
 * Loads a module of `functions/test` beside a Firestore emulator, and hands what it exports to `use`. Node strips the types.
 *
 * @template T
 * @param {string} file path below `functions/test`
 * @param {(module: any) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function onEmulator(file, use) {
  const firestore = await startFirestore();
  try {
    // Modules read the emulator's address when they are loaded.
    Object.assign(process.env, firestore.env);
    return await use(await import(pathToFileURL(path.join(projectRoot, 'functions', 'test', file)).href));
  } finally {
    await firestore.stop();
  }
}
