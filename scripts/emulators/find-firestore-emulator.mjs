import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../setup/project-root.mjs';

/**
 * A Firestore emulator on this machine: its jar, and where it was found, in words.
 *
 * @typedef {{ jar: string, origin: string }} FirestoreJar
 * @typedef {{ env: NodeJS.ProcessEnv, home: string, platform: NodeJS.Platform, firebaseToolsFolder: string }} Surroundings
 */

/** @returns {Surroundings} */
function ownSurroundings() {
  const firebaseToolsFolder = path.join(projectRoot, 'node_modules', 'firebase-tools');
  return { env: process.env, home: os.homedir(), platform: process.platform, firebaseToolsFolder };
}

/**
 * Looks for an installed Firestore emulator, in this order: FIRESTORE_EMULATOR_BINARY_PATH, the download folder of
 * firebase-tools, a Google Cloud CLI with its emulator component. Undefined when there is none.
 *
 * @param {Surroundings} [surroundings]
 * @returns {FirestoreJar | undefined}
 * @throws {Error} when FIRESTORE_EMULATOR_BINARY_PATH names no file: somebody meant that one
 */
export function findFirestoreEmulator(surroundings = ownSurroundings()) {
  return fromEnvironment(surroundings) ?? fromFirebaseTools(surroundings) ?? fromCloudCli(surroundings);
}

/** @param {Surroundings} surroundings */
function fromEnvironment({ env }) {
  const jar = env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (!jar) return undefined;
  if (!fs.existsSync(jar)) throw new Error(`FIRESTORE_EMULATOR_BINARY_PATH names no file: ${jar}`);
  return { jar, origin: 'FIRESTORE_EMULATOR_BINARY_PATH' };
}

/**
 * The version that our firebase-tools would download; else the newest one that another firebase-tools left there.
 *
 * @param {Surroundings} surroundings
 */
function fromFirebaseTools({ env, home, firebaseToolsFolder }) {
  const folder = env.FIREBASE_EMULATORS_PATH ?? path.join(home, '.cache', 'firebase', 'emulators');
  if (!fs.existsSync(folder)) return undefined;
  const info = path.join(firebaseToolsFolder, 'lib', 'emulator', 'downloadableEmulatorInfo.json');
  const wanted = JSON.parse(fs.readFileSync(info, 'utf8')).firestore.downloadPathRelativeToCacheDir;
  const jars = fs.readdirSync(folder).filter((name) => /^cloud-firestore-emulator-v.*\.jar$/.test(name));
  const newest = jars.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  const name = jars.includes(wanted) ? wanted : newest;
  return name && { jar: path.join(folder, name), origin: 'the download folder of firebase-tools' };
}

/** @param {Surroundings} surroundings */
function fromCloudCli(surroundings) {
  const below = path.join('platform', 'cloud-firestore-emulator', 'cloud-firestore-emulator.jar');
  const root = cloudCliRoots(surroundings).find((folder) => fs.existsSync(path.join(folder, below)));
  return root && { jar: path.join(root, below), origin: `the Google Cloud CLI in ${root}` };
}

/**
 * Folders where a Google Cloud CLI may be: around the `gcloud` of the PATH, then the usual places.
 *
 * @param {Surroundings} surroundings
 */
function cloudCliRoots({ env, home, platform }) {
  const name = platform === 'win32' ? 'gcloud.cmd' : 'gcloud';
  const onPath = (env.PATH ?? env.Path ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .filter((file) => fs.existsSync(file))
    .map((file) => path.resolve(fs.realpathSync(file), '..', '..'));
  const usual = [
    env.CLOUDSDK_ROOT_DIR,
    path.join(home, 'google-cloud-sdk'),
    env.LOCALAPPDATA && path.join(env.LOCALAPPDATA, 'Google', 'Cloud SDK', 'google-cloud-sdk'),
    '/usr/lib/google-cloud-sdk',
    '/usr/lib64/google-cloud-sdk',
    '/usr/share/google-cloud-sdk',
    '/opt/google-cloud-sdk',
    '/opt/google-cloud-cli',
    '/usr/local/google-cloud-sdk',
    '/usr/local/share/google-cloud-sdk',
    '/opt/homebrew/share/google-cloud-sdk',
    '/snap/google-cloud-cli/current',
    '/snap/google-cloud-sdk/current',
  ];
  return [...onPath, ...usual.flatMap((root) => (root ? [root] : []))];
}
