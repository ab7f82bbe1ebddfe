import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../setup/project-root.mjs';
import { parseOptions } from './parse-options.mjs';
import { runExport } from './run-export.mjs';

const partBytes = 1_000;
const parts = Array.from({ length: 45 }, () => randomBytes(partBytes));
const sha256 = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
const file = { name: 'points.csv.gz', state: 'done', parts: parts.length, sha256 };

/**
 * A server that answers as the API does, and breaks off in the middle of the `breaks`th download.
 *
 * @param {import('node:test').TestContext} t
 * @param {{ breaks?: number, states?: string[], told?: object }} [behaviour]
 */
async function exportingApi(t, { breaks = 0, states = ['running', 'completed'], told = {} } = {}) {
  /** @type {string[]} */
  const asked = [];
  const downloads = () => asked.filter((one) => one.includes('/files/')).length;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    asked.push(`${request.method} ${request.url}`);
    assert.equal(request.headers.authorization, 'Bearer iv_test');
    if (url.pathname.includes('/files/')) {
      const from = Number(url.searchParams.get('fromPart'));
      const bytes = Buffer.concat(parts.slice(from, from + Number(url.searchParams.get('parts'))));
      if (downloads() !== breaks) return response.end(bytes);
      return response.write(bytes.subarray(0, 3_500), () => response.destroy());
    }
    const state = states.length > 1 ? states.shift() : states[0];
    const files = state === 'running' ? [{ ...file, state: 'writing', sha256: null }] : [file];
    response.end(JSON.stringify({ exportId: 'exp_1', state, message: `it is ${state}`, files, ...told }));
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'intentvision-export-'));
  t.after(() => fs.rmSync(out, { recursive: true, force: true }));
  return { asked, options: { url: `http://127.0.0.1:${port}`, key: 'iv_test', out } };
}

const quiet = { say: () => undefined, pollMs: 1 };

test('waits for the export, brings each file in bounded answers, and checks it', async (t) => {
  const { asked, options } = await exportingApi(t);
  assert.deepEqual(await runExport(options, quiet), ['points.csv.gz']);
  const brought = fs.readFileSync(path.join(options.out, 'points.csv.gz'));
  assert.ok(brought.equals(Buffer.concat(parts)));
  assert.equal(asked[0], 'POST /v1/exports');
  assert.deepEqual(asked.slice(-3), [
    'GET /v1/exports/exp_1/files/points.csv.gz?fromPart=0&parts=20',
    'GET /v1/exports/exp_1/files/points.csv.gz?fromPart=20&parts=20',
    'GET /v1/exports/exp_1/files/points.csv.gz?fromPart=40&parts=5',
  ]);
});

test('goes on after a break where it was, with the same export', async (t) => {
  const { asked, options } = await exportingApi(t, { breaks: 2 });
  await assert.rejects(runExport(options, quiet));
  assert.deepEqual(await runExport(options, quiet), ['points.csv.gz']);
  assert.ok(fs.readFileSync(path.join(options.out, 'points.csv.gz')).equals(Buffer.concat(parts)));
  assert.equal(asked.filter((one) => one.startsWith('POST')).length, 1);
  assert.equal(asked.filter((one) => one.includes('fromPart=0&')).length, 1);
});

test('does not take a file that is another, and fetches it anew', async (t) => {
  const { options } = await exportingApi(t);
  fs.writeFileSync(path.join(options.out, 'points.csv.gz'), randomBytes(45 * partBytes));
  const progress = { exportId: 'exp_1', files: { 'points.csv.gz': { parts: 45, bytes: 45 * partBytes } } };
  fs.writeFileSync(path.join(options.out, 'export.json'), JSON.stringify(progress));
  await assert.rejects(runExport(options, quiet), /points\.csv\.gz is not what the export says/);
  assert.deepEqual(await runExport(options, quiet), ['points.csv.gz']);
});

test('says why an export has failed', async (t) => {
  const { options } = await exportingApi(t, { states: ['failed'], told: { files: [] } });
  await assert.rejects(runExport(options, quiet), /The export has failed: it is failed/);
});

test('takes the key from the environment, and needs an address and a folder', () => {
  const args = ['--url', 'https://api.example.com/', '--out', 'there'];
  assert.deepEqual(parseOptions(args, { EXPORT_KEY: 'iv_1' }), {
    ...{ help: false, url: 'https://api.example.com', key: 'iv_1', out: 'there' },
  });
  assert.throws(() => parseOptions(args, {}), /--key is missing/);
  assert.throws(() => parseOptions(['--url', 'example.com'], {}), /--url must be/);
  assert.throws(() => parseOptions(['--outt', 'x'], {}), /--outt/);
});

test('the command prints the files that it brought', async (t) => {
  const { options } = await exportingApi(t);
  const script = path.join(projectRoot, 'scripts', 'export.mjs');
  const child = spawn(process.execPath, [
    script,
    '--url',
    options.url,
    '--key',
    'iv_test',
    '--out',
    options.out,
  ]);
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, 'exit');
  assert.deepEqual([code, printed], [0, `${path.join(options.out, 'points.csv.gz')}\n`]);
});
