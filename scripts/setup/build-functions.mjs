import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { withFileLock } from './file-lock.mjs';
import { findNode24 } from './node-24.mjs';
import { cacheFolder, projectRoot } from './project-root.mjs';

const compiler = path.join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * Compiles `functions/src` into `functions/lib`, where the emulator and a deployment take it from. Nothing is written
 * when nothing changed; two at the same time take turns.
 *
 * @throws {Error} when it does not compile; the compiler's words went to standard error
 */
export async function buildFunctions() {
  await withFileLock({ file: path.join(cacheFolder, 'build.lock') }, async () => {
    const args = [compiler, '-b', path.join(projectRoot, 'functions')];
    const { status } = spawnSync(findNode24(), args, { cwd: projectRoot, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error('The functions do not compile; what the compiler says stands above.');
  });
}
