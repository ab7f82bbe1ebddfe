import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findFirestoreEmulator } from './find-firestore-emulator.mjs';

const wanted = 'cloud-firestore-emulator-v1.19.8.jar';

describe('finding an installed Firestore emulator', () => {
  let home = '';

  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'home-'));
    const info = JSON.stringify({ firestore: { downloadPathRelativeToCacheDir: wanted } });
    put('firebase-tools/lib/emulator/downloadableEmulatorInfo.json', info);
  });
  afterEach(() => fs.rmSync(home, { recursive: true }));

  const put = (/** @type {string} */ name, content = '') => {
    const file = path.join(home, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  };
  const putCloudCli = (/** @type {string} */ root) =>
    put(`${root}/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar`);
  const find = (/** @type {NodeJS.ProcessEnv} */ env = {}) =>
    findFirestoreEmulator({
      ...{ env: { ...env }, home, platform: 'linux' },
      firebaseToolsFolder: path.join(home, 'firebase-tools'),
    });

  it('prefers the one that the environment names', () => {
    put(`.cache/firebase/emulators/${wanted}`);
    const jar = put('own.jar');
    assert.equal(find({ FIRESTORE_EMULATOR_BINARY_PATH: jar })?.jar, jar);
  });

  it('refuses a name in the environment that leads nowhere', () => {
    assert.throws(
      () => find({ FIRESTORE_EMULATOR_BINARY_PATH: '/nowhere.jar' }),
      /names no file: \/nowhere\.jar/,
    );
  });

  it('takes a download of firebase-tools before the Google Cloud CLI', () => {
    putCloudCli('google-cloud-sdk');
    const jar = put(`.cache/firebase/emulators/${wanted}`);
    assert.equal(find()?.jar, jar);
  });

  it('takes the version that our firebase-tools wants, and else the newest', () => {
    const newest = put('.cache/firebase/emulators/cloud-firestore-emulator-v1.19.10.jar');
    put('.cache/firebase/emulators/cloud-firestore-emulator-v1.19.9.jar');
    assert.equal(find()?.jar, newest);
    const exact = put(`.cache/firebase/emulators/${wanted}`);
    assert.equal(find()?.jar, exact);
  });

  it('looks where FIREBASE_EMULATORS_PATH says', () => {
    const jar = put(`elsewhere/${wanted}`);
    assert.equal(find({ FIREBASE_EMULATORS_PATH: path.join(home, 'elsewhere') })?.jar, jar);
  });

  it('finds the Google Cloud CLI around the gcloud of the path, through a symbolic link', () => {
    const jar = putCloudCli('opt/sdk');
    const gcloud = put('opt/sdk/bin/gcloud');
    fs.mkdirSync(path.join(home, 'bin'));
    fs.symlinkSync(gcloud, path.join(home, 'bin', 'gcloud'));
    assert.equal(find({ PATH: path.join(home, 'bin') })?.jar, fs.realpathSync(jar));
  });

  it('finds a Google Cloud CLI in the home folder without any path', () => {
    const jar = putCloudCli('google-cloud-sdk');
    assert.equal(find()?.jar, jar);
  });
});
