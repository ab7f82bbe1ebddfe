import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { downloadFile } from './download-file.mjs';
import { readProgress, writeProgress } from './progress-file.mjs';

/**
 * @typedef {{ name: string, state: string, parts: number, sha256: string | null }} ExportedFile
 * @typedef {{ exportId: string, state: string, message: string, files: ExportedFile[] }} ExportAnswer
 * @typedef {{ url: string, key: string, out: string, exportId?: string }} ExportOptions
 * @typedef {{ say: (message: string) => void, pollMs?: number }} Surroundings
 */

/** Tries of a request that ended in a fault of the network or of the server. */
const triesMax = 5;

/**
 * Begins an export, or goes on with the folder's, waits for each file and brings it.
 *
 * @param {ExportOptions} options
 * @param {Surroundings} surroundings
 * @returns {Promise<string[]>} names of the files
 * @throws {Error} when the export fails, or a file is not what it should be
 */
export async function runExport({ url, key, out, exportId }, { say, pollMs = 2_000 }) {
  fs.mkdirSync(out, { recursive: true });
  const call = (/** @type {string} */ method, /** @type {string} */ path) =>
    request(`${url}/v1/exports${path}`, { method, headers: { Authorization: `Bearer ${key}` } }, pollMs);
  const begun = readProgress(out);
  const id = exportId ?? begun?.exportId ?? (await answerOf(call('POST', ''))).exportId;
  const progress = begun?.exportId === id ? begun : { exportId: id, files: {} };
  writeProgress(out, progress);
  /** @type {Set<string>} */
  const brought = new Set();
  for (let message = ''; ; await sleep(pollMs)) {
    const told = await answerOf(call('GET', `/${id}`));
    if (told.message !== message) say(`export ${id}: ${told.message}`);
    message = told.message;
    for (const { name, state, parts, sha256 } of told.files) {
      if (state !== 'done' || sha256 === null || brought.has(name)) continue;
      await downloadFile({
        folder: out,
        file: { name, parts, sha256 },
        begun: progress.files[name] ?? { parts: 0, bytes: 0 },
        fetchParts: (query) => call('GET', `/${id}/files/${name}?${query}`),
        keep: (position) => {
          progress.files[name] = position;
          writeProgress(out, progress);
          if (parts > 1) say(`${name}: ${position.parts} of ${parts} parts`);
        },
      });
      brought.add(name);
    }
    if (told.state === 'completed' && brought.size === told.files.length) return [...brought];
    if (told.state === 'failed' || told.state === 'cancelled')
      throw new Error(`The export has ${told.state}: ${told.message}`);
  }
}

/** @param {Promise<Response>} response */
async function answerOf(response) {
  return /** @type {ExportAnswer} */ (await (await response).json());
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @param {number} pauseMs
 */
async function request(url, init, pauseMs) {
  for (let tried = 1; ; tried += 1) {
    const response = await fetch(url, init).catch((error) => {
      if (tried >= triesMax) throw error;
    });
    if (response?.ok) return response;
    const passes = response === undefined || response.status >= 500 || response.status === 429;
    if (!passes || tried >= triesMax)
      throw new Error(`${init.method} ${url} answered ${response?.status}: ${await response?.text()}`);
    await sleep(pauseMs * tried);
  }
}
