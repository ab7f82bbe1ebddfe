import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loopback, reservePorts } from '../emulators/free-ports.mjs';

const firstPort = 19_093;
const triesMax = 100;
const pauseMs = 100;

/**
 * A real Alertmanager that tells everything at once, by a webhook.
 *
 * @param {string} command
 * @param {string} webhookUrl
 * @returns {Promise<{ url: string, alerts: () => Promise<any[]>, stop: () => void }>} `alerts` are those that it has for active
 */
export async function startAlertmanager(command, webhookUrl) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alertmanager-'));
  const config = path.join(folder, 'alertmanager.yml');
  fs.writeFileSync(config, configOf(webhookUrl));
  const { ports, release } = await reservePorts({ alertmanager: firstPort });
  const address = `${loopback}:${ports.alertmanager}`;
  const args = [
    `--config.file=${config}`,
    `--storage.path=${path.join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = () => {
    child.kill();
    release();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://${address}`;
  try {
    await untilReady(url);
  } catch (error) {
    stop();
    throw error;
  }
  const alerts = async () =>
    /** @type {any[]} */ (await (await fetch(`${url}/api/v2/alerts?active=true`)).json());
  return { url, stop, alerts };
}

/** @param {string} webhookUrl */
const configOf = (webhookUrl) => `
route:
  receiver: iv
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: iv
    webhook_configs:
      - url: ${webhookUrl}
        send_resolved: true
`;

/** @param {string} url */
async function untilReady(url) {
  for (let tries = 0; tries < triesMax; tries++) {
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await setTimeout(pauseMs);
  }
  throw new Error('Alertmanager did not start.');
}
