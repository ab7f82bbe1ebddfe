/**
 * The one way in: `node scripts/run.mjs <script> [arguments]` runs `scripts/<script>.mjs` in a checkout that may be
 * a minute old. It uses nothing but Node's own modules (20 or later): it installs the dependencies when they are not
 * those of the lock file, and starts the script under the Node that Cloud Functions use.
 */
import fs from 'node:fs';
import path from 'node:path';
import { untilEmulatorsEnded } from './emulators/leftovers.mjs';
import { childEnvironment } from './setup/child-environment.mjs';
import { installDependencies } from './setup/install-dependencies.mjs';
import { findNode24 } from './setup/node-24.mjs';
import { projectRoot } from './setup/project-root.mjs';
import { runInGroup } from './setup/run-in-group.mjs';
import { say } from './setup/say.mjs';

const nodeMajorMin = 20;

/** @param {string[]} args */
async function main([name = '', ...args]) {
  if (Number.parseInt(process.versions.node, 10) < nodeMajorMin) {
    throw new Error(`Node ${nodeMajorMin} or later is needed to begin with; this is ${process.version}.`);
  }
  const script = path.join(projectRoot, 'scripts', `${name}.mjs`);
  if (!/^[\w-]+$/.test(name) || !fs.existsSync(script))
    throw new Error(`There is no script named "${name}".`);
  await installDependencies();
  const node = findNode24();
  const options = ['--import', new URL('setup/quiet-pipe.mjs', import.meta.url).href];
  const code = await runInGroup(node, [...options, script, ...args], childEnvironment(node));
  await untilEmulatorsEnded(process.pid);
  return code;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    say(`\n${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
