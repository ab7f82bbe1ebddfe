import { heading } from './heading.mjs';
import { paint } from './terminal-style.mjs';

/**
 * Where to look next: addresses, a call to paste, and how to see the documents.
 *
 * @param {{ apiUrl: string, firestoreHost: string | undefined, projectId: string }} backend
 * @param {{ apiKey: string, organizationId: string }} account
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 * @returns {string[]}
 */
export function waysIn({ apiUrl, firestoreHost, projectId }, { apiKey, organizationId }, style) {
  const quiet = (/** @type {string} */ text) => paint(style, 'quiet', text);
  const documents = `http://${firestoreHost}/v1/projects/${projectId}/databases/(default)/documents/organizations/${organizationId}`;
  const firestore =
    firestoreHost === undefined
      ? ['  Firestore      in memory, in this process: gone when it ends']
      : [`  Firestore      ${firestoreHost} (emulator, project ${projectId})`];
  const look =
    firestoreHost === undefined
      ? []
      : [
          '',
          quiet('  # the documents themselves, past the rules as an administrator'),
          `  curl -s -H 'Authorization: Bearer owner' \\`,
          `    '${documents}/forecast_jobs'`,
        ];
  return [
    heading('Ways in', style),
    `  API            ${apiUrl}`,
    `  Documentation  ${apiUrl}/docs`,
    `  OpenAPI        ${apiUrl}/openapi.json`,
    ...firestore,
    '',
    quiet('  # your own call, with the key of this demonstration'),
    `  curl -s -H 'Authorization: Bearer ${apiKey}' '${apiUrl}/v1/alerts?open=true'`,
    ...look,
  ];
}
