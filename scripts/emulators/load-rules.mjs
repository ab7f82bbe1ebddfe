import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../setup/project-root.mjs';
import { projectId } from './project-id.mjs';

/** The security rules that are deployed. */
export const rulesFile = path.join(projectRoot, 'firestore.rules');

/**
 * Puts our security rules in force in a running Firestore emulator.
 *
 * @param {string} hostAndPort of the emulator
 * @throws {Error} with line and column, when the rules do not compile: an emulator without rules allows everything
 */
export async function loadRules(hostAndPort) {
  const content = fs.readFileSync(rulesFile, 'utf8');
  const response = await fetch(`http://${hostAndPort}/emulator/v1/projects/${projectId}:securityRules`, {
    method: 'PUT',
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content }] } }),
  });
  if (!response.ok) throw new Error(`The emulator refused firestore.rules: ${await response.text()}`);
}
