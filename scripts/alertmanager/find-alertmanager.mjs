import { spawnSync } from 'node:child_process';

/** As Debian and Prometheus name it. */
const names = ['prometheus-alertmanager', 'alertmanager'];

/**
 * Alertmanager on the PATH and its version, or the one that `ALERTMANAGER` names.
 *
 * @returns {{ command: string, version: string }}
 * @throws {Error} saying where to get it
 */
export function findAlertmanager() {
  const candidates = process.env.ALERTMANAGER ? [process.env.ALERTMANAGER] : names;
  for (const command of candidates) {
    const { status, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    const version = /version (\S+)/.exec(`${stdout}${stderr}`)?.[1];
    if (status === 0 && version !== undefined) return { command, version };
  }
  throw new Error(
    `There is no Alertmanager: neither ${candidates.join(' nor ')} runs here. Debian has it as prometheus-alertmanager; ALERTMANAGER names another one.`,
  );
}
