import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment } from '../setup/child-environment.mjs';
import { withFileLock } from '../setup/file-lock.mjs';
import { findNode24 } from '../setup/node-24.mjs';
import { cacheFolder, projectRoot } from '../setup/project-root.mjs';
import { say } from '../setup/say.mjs';
import { EmulatorUnavailableError } from './emulator-unavailable-error.mjs';
import { findFirestoreEmulator } from './find-firestore-emulator.mjs';
import { readJarManifest, writeManifestJar } from './jar-manifest.mjs';

/** Command line of firebase-tools, to be run with Node. */
export const firebaseCli = path.join(
  projectRoot,
  'node_modules',
  'firebase-tools',
  'lib',
  'bin',
  'firebase.js',
);

const mainClass = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

/**
 * Gives a jar that `java -jar` runs as the Firestore emulator, downloading it only when none is installed.
 *
 * @param {string} folder of the run, where a jar of ours may be written
 * @returns {Promise<string>} path of the jar
 * @throws {EmulatorUnavailableError} when there is none and none can be downloaded
 */
export async function ensureFirestoreEmulator(folder) {
  const found = findFirestoreEmulator() ?? (await download());
  say(`Firestore emulator: from ${found.origin}.`);
  return runnableJar(found.jar, folder);
}

/**
 * The Google Cloud CLI's jar names no main class. A jar of ours names it and points at the other one.
 *
 * @param {string} jar
 * @param {string} folder
 */
function runnableJar(jar, folder) {
  if (/^Main-Class:/m.test(readJarManifest(jar))) return jar;
  const own = path.join(folder, 'firestore-emulator.jar');
  writeManifestJar(own, { 'Main-Class': mainClass, 'Class-Path': pathToFileURL(path.resolve(jar)).href });
  return own;
}

async function download() {
  const file = path.join(cacheFolder, 'download.lock');
  return withFileLock(
    { file, onWait: () => say('Another run is downloading the Firestore emulator.') },
    async () => {
      const present = findFirestoreEmulator();
      if (present) return present;
      say('No installed Firestore emulator found; downloading it with firebase-tools (64 MB, once) …');
      const node = findNode24();
      const { status } = spawnSync(node, [firebaseCli, 'setup:emulators:firestore'], {
        cwd: cacheFolder,
        env: childEnvironment(node),
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const downloaded = status === 0 ? findFirestoreEmulator() : undefined;
      if (!downloaded) throw new EmulatorUnavailableError(noEmulator);
      return downloaded;
    },
  );
}

const noEmulator =
  'There is no Firestore emulator on this machine and it could not be downloaded. Any of these helps:\n' +
  '  - go online and run the command again\n' +
  '  - install the Google Cloud CLI component: gcloud components install cloud-firestore-emulator\n' +
  '    (on Debian and Ubuntu: sudo apt-get install google-cloud-cli-firestore-emulator)\n' +
  '  - set FIRESTORE_EMULATOR_BINARY_PATH to a cloud-firestore-emulator jar';
