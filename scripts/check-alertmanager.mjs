/**
 * `npm run check-alertmanager`: does what we send agree with a real Alertmanager? It must be installed (Debian:
 * prometheus-alertmanager), or named by `ALERTMANAGER`; without one the check fails and says so. The tests of the project
 * use a server of their own instead, and run anywhere.
 */
import { findAlertmanager } from './alertmanager/find-alertmanager.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';

async function main() {
  const { command, version } = findAlertmanager();
  await buildFunctions();
  const { checkAlertmanager } = await import('./alertmanager/check-alertmanager.mjs');
  say(`Alertmanager ${version}:`);
  for (const line of await checkAlertmanager(command)) say(`  ✓ ${line}`);
}

main().catch((/** @type {unknown} */ error) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
