import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../setup/project-root.mjs';

/**
 * The part of firebase.json that says where emulators listen.
 *
 * @typedef {{ emulators: Record<string, { host?: string, port?: number, websocketPort?: number }> }} FirebaseConfig
 */

const websocket = 'firestore.websocket';

/** @returns {FirebaseConfig} */
export function readFirebaseConfig() {
  return JSON.parse(fs.readFileSync(path.join(projectRoot, 'firebase.json'), 'utf8'));
}

/**
 * The ports that a configuration asks for, by emulator; the second port of Firestore as `firestore.websocket`.
 *
 * @param {FirebaseConfig} config
 * @returns {Record<string, number>}
 */
export function wantedPorts({ emulators }) {
  const ports = Object.entries(emulators).flatMap(([name, { port, websocketPort }]) => [
    ...(port === undefined ? [] : [[name, port]]),
    ...(websocketPort === undefined ? [] : [[websocket, websocketPort]]),
  ]);
  return Object.fromEntries(ports);
}

/**
 * The same configuration with other ports.
 *
 * @param {FirebaseConfig} config
 * @param {Record<string, number>} ports as `wantedPorts` names them
 * @returns {FirebaseConfig}
 */
export function withPorts(config, ports) {
  const changed = structuredClone(config);
  for (const [name, port] of Object.entries(ports)) {
    if (name === websocket)
      changed.emulators.firestore = { ...changed.emulators.firestore, websocketPort: port };
    else changed.emulators[name] = { ...changed.emulators[name], port };
  }
  return changed;
}

/**
 * Writes a configuration for one run. It stands beside firebase.json because firebase-tools takes the folder of the
 * configuration for the project's; the run removes it.
 *
 * @param {FirebaseConfig} config
 * @param {string} run name of the run
 */
export function writeRunConfig(config, run) {
  const file = path.join(projectRoot, `.firebase-emulators-${run}.json`);
  fs.writeFileSync(file, JSON.stringify(config, undefined, 2));
  return file;
}
