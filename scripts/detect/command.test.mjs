import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../setup/project-root.mjs';

const entry = [path.join(projectRoot, 'scripts', 'run.mjs'), 'detect'];

/**
 * Runs the command as npm does.
 *
 * @param {string[]} args
 * @param {string | Buffer} input
 */
function run(args, input) {
  return spawnSync(process.execPath, [...entry, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** @param {number} index */
const series = (index) => ({
  id: `s${index}`,
  timestamps: Array.from({ length: 90 + index }, (_, row) => 1_700_000_000 + 3_600 * row),
  values: Array.from(
    { length: 90 + index },
    (_, row) => 10 + ((row * (index + 3)) % 7) + (row === 80 ? 300 : 0),
  ),
});

const input = Array.from({ length: 40 }, (_, index) =>
  index % 20 === 5 ? '{"file":"bad","timestamps":[1,2],"values":[1,"x"]}' : JSON.stringify(series(index)),
).join('\n');

test('answers each line in its place, with nothing else on standard output, and says by its code that some failed', () => {
  const { status, stdout, stderr } = run([], input);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(status, 1);
  assert.equal(lines.length, 40);
  const error = '"values"[1] must be a finite number, or null where one is missing';
  assert.deepEqual(lines[5], { line: 6, file: 'bad', error });
  assert.deepEqual([lines[7].id, lines[7].scores.length, lines[7].anomalies[0].startRow], ['s7', 97, 80]);
  assert.match(stderr, /2 of the lines/);
});

test('writes the same characters with worker threads as without, and from gzip', () => {
  const alone = run(['--bands'], input);
  const together = run(['--bands', '--jobs', '3'], gzipSync(input));
  assert.equal(together.stdout, alone.stdout);
  assert.equal(together.status, 1);
});

test('reads CSV and writes to files, and tells how far it is', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'detect-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const [source, output] = [path.join(folder, 'in.csv'), path.join(folder, 'out.jsonl')];
  const { timestamps, values } = series(1);
  const rows = timestamps.map((second, row) => `${second},${row === 40 ? '' : values[row]}`);
  fs.writeFileSync(source, `timestamp,value\n${rows.join('\n')}\n`);
  const { status, stdout, stderr } = run(['--input', source, '--output', output, '--progress'], '');
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(stderr, /1 lines in/);
  const { id, scores, anomalies } = JSON.parse(fs.readFileSync(output, 'utf8'));
  assert.deepEqual([id, scores.length, scores[40], anomalies[0].startRow], ['series', 91, 0, 80]);
});

test('has nothing to say about an empty input', () => {
  const { status, stdout, stderr } = run([], '');
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
});

test('tells wrong usage and damaged input from failed lines', () => {
  const wrong = run(['--sensitivity', '2'], input);
  assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /--sensitivity must be/);
  const cut = run([], gzipSync(input).subarray(0, 200));
  assert.equal(cut.status, 2);
  assert.match(cut.stderr, /cut off or damaged/);
});

test('explains itself on standard output when asked', () => {
  const { status, stdout } = run(['--help'], '');
  assert.equal(status, 0);
  assert.match(stdout, /Examples/);
});

test('answers a line while more may come, and ends at Ctrl-C', async () => {
  const child = spawn(process.execPath, entry, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify(series(1))}\n`);
  const [chunk] = await once(child.stdout, 'data');
  assert.match(String(chunk), /^\{"id":"s1"/);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  assert.equal(code, 130);
});
