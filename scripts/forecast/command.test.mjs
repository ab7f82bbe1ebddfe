import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../setup/project-root.mjs';

const entry = [path.join(projectRoot, 'scripts', 'run.mjs'), 'forecast'];

/**
 * Runs the command as npm does.
 *
 * @param {string[]} args
 * @param {string} input
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
  values: Array.from({ length: 20 + index }, (_, t) => 10 + (t % 4) + ((t * (index + 3)) % 7) / 5),
  horizon: 3,
  seasonLength: 4,
});

const input = Array.from({ length: 60 }, (_, index) =>
  index % 20 === 5 ? '{"id":"bad","values":[1,"x"],"horizon":2}' : JSON.stringify(series(index)),
).join('\n');

test('answers each line in its place, with nothing else on standard output, and says by its code that some failed', () => {
  const { status, stdout, stderr } = run([], input);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(status, 1);
  assert.deepEqual(
    lines.map(({ id }) => id),
    input.split('\n').map((line) => JSON.parse(line).id),
  );
  const bad = { line: 6, id: 'bad', error: '"values"[1] must be a finite number, or null for a gap' };
  assert.deepEqual(lines[5], bad);
  assert.deepEqual(
    [lines[0].mean.length, lines[0].intervals.length, lines[0].intervals[1].level],
    [3, 2, 95],
  );
  assert.match(stderr, /3 of the lines/);
});

test('writes the same characters with worker threads as without', () => {
  const alone = run(['--levels', '50,90'], input);
  const together = run(['--levels', '50,90', '--jobs', '3'], input);
  assert.equal(together.stdout, alone.stdout);
  assert.equal(together.status, 1);
});

test('reads CSV and writes to files, with the accuracy in a file of its own', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'forecast-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const [source, output, report] = ['in.csv', 'out.jsonl', 'report.txt'].map((name) =>
    path.join(folder, name),
  );
  assert.ok(source !== undefined && output !== undefined && report !== undefined);
  const rows = Array.from(
    { length: 30 },
    (_, day) => `shop,2024-01-${String(day + 1).padStart(2, '0')},${day % 7}`,
  );
  fs.writeFileSync(source, `unique_id,ds,y\n${rows.join('\n')}\n`);
  const args = ['--input', source, '--output', output, '--horizon', '7', '--report', report, '--progress'];
  const { status, stdout, stderr } = run(args, '');
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(stderr, /1 lines in/);
  const line = JSON.parse(fs.readFileSync(output, 'utf8'));
  assert.deepEqual([line.id, line.at[0], line.mean.length], ['shop', '2024-01-31T00:00:00.000Z', 7]);
  assert.match(fs.readFileSync(report, 'utf8'), /1 of 1 series were long enough/);
});

test('has nothing to say about an empty input', () => {
  const { status, stdout, stderr } = run([], '');
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
});

test('tells wrong usage from failed lines', () => {
  const wrong = run(['--levels', '200'], input);
  assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /--levels must be/);
  const missing = run(['--input', path.join(projectRoot, 'no-such-file.jsonl')], '');
  assert.deepEqual([missing.status, missing.stdout], [2, '']);
  assert.match(missing.stderr, /no-such-file/);
});

test('does not write over the file that it reads, nor empties the output for an input that is not there', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'forecast-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'series.jsonl');
  fs.writeFileSync(file, input);
  const same = run(['--input', file, '--output', path.join(folder, '.', 'series.jsonl')], '');
  assert.equal(same.status, 2);
  assert.match(same.stderr, /the same file/);
  assert.equal(run(['--input', path.join(folder, 'other.jsonl'), '--output', file], '').status, 2);
  assert.equal(fs.readFileSync(file, 'utf8'), input);
});

test('explains itself on standard output when asked', () => {
  const { status, stdout } = run(['--help'], '');
  assert.equal(status, 0);
  assert.match(stdout, /Examples/);
});

test('ends without a word when the reader of its output goes away, though more input would come', async () => {
  const child = spawn(process.execPath, entry, { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const feeder = setInterval(() => child.stdin.write(`${JSON.stringify(series(1))}\n`), 20);
  child.stdin.on('error', () => clearInterval(feeder));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'exit');
  clearInterval(feeder);
  assert.deepEqual([code, stderr], [141, '']);
});

test('ends at Ctrl-C while it waits for input', async () => {
  const child = spawn(process.execPath, [...entry, '--jobs', '2'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify(series(1))}\n`);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  assert.equal(code, 130);
});
