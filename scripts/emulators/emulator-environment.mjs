import path from 'node:path';
import { childEnvironment } from '../setup/child-environment.mjs';
import { findNode24 } from '../setup/node-24.mjs';

/**
 * Environment of an emulator: our Node and the found Java first on the PATH, a bounded heap, no look-ups of a cloud
 * metadata server or of newer versions, and no pointers at emulators of somebody else.
 *
 * @param {{ executable: string }} java
 * @returns {NodeJS.ProcessEnv}
 */
export function emulatorEnvironment(java) {
  const env = childEnvironment(findNode24());
  for (const name of Object.keys(env)) if (name.endsWith('_EMULATOR_HOST')) delete env[name];
  const folder = path.isAbsolute(java.executable) ? `${path.dirname(java.executable)}${path.delimiter}` : '';
  return {
    ...env,
    PATH: `${folder}${env.PATH ?? env.Path ?? ''}`,
    JAVA_TOOL_OPTIONS: ['-Xmx1g', process.env.JAVA_TOOL_OPTIONS ?? ''].join(' ').trim(),
    METADATA_SERVER_DETECTION: 'none',
    NO_UPDATE_NOTIFIER: '1',
  };
}
