import path from 'node:path';
import { projectRoot } from './project-root.mjs';

/**
 * Environment for a command of the project: tools of `node_modules/.bin` and the given Node come first on the PATH,
 * and a NODE_ENV=production of the surroundings (a container, a deploy shell) does not reach test runners and emulators.
 *
 * @param {string} node path of the Node executable
 * @param {NodeJS.ProcessEnv} [surroundings]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(node, surroundings = process.env) {
  const { NODE_ENV, ...kept } = surroundings;
  const pathName = Object.keys(kept).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [path.dirname(node), path.join(projectRoot, 'node_modules', '.bin'), kept[pathName] ?? ''];
  return {
    ...kept,
    ...(NODE_ENV === undefined || NODE_ENV === 'production' ? {} : { NODE_ENV }),
    [pathName]: folders.join(path.delimiter),
  };
}
