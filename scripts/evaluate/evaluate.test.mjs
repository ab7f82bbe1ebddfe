import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../setup/project-root.mjs';
import { uniforms } from '../train/random.mjs';
import { crossingTables } from './crossing-tables.mjs';

/** @param {string[]} args */
function evaluate(args) {
  const script = path.join(projectRoot, 'scripts', 'evaluate.mjs');
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

/** Random walks of two frequencies. */
function writeSeries(/** @type {string} */ file) {
  const uniform = uniforms(1);
  const lines = Array.from({ length: 12 }, (_, i) => {
    let level = 100;
    const walk = Array.from({ length: 40 }, () => {
      level += uniform() - 0.5;
      return level;
    });
    const [frequency, horizon] = i % 3 === 0 ? ['daily', 14] : ['yearly', 6];
    const series = { frequency, seasonLength: 1, horizon };
    return JSON.stringify({
      ...series,
      values: walk.slice(0, 26),
      actuals: walk.slice(26, 26 + Number(horizon)),
    });
  });
  fs.writeFileSync(file, lines.join('\n'));
}

test('tells coverage, loss and crossings by frequency, the same ones each time', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'evaluate-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'series.jsonl');
  writeSeries(file);
  const { status, stdout, stderr } = evaluate(['--series', file, '--each', '6']);
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^yearly +6 +0\.\d+ +0\.\d+ +\d+/m);
  assert.match(stdout, /^daily +4 +\d\.\d+/m);
  assert.match(stdout, /^all +80 +/m);
  assert.equal(evaluate(['--series', file, '--each', '6']).stdout, stdout);
  assert.match(evaluate(['--series', file, '--each', '6', '--half', 'odd']).stdout, /^all +40 +/m);
});

test('asks for a file, and for a half that there is', () => {
  for (const args of [
    [],
    ['--series', 'x.jsonl', '--half', 'third'],
    ['--series', 'x.jsonl', '--each', '0'],
  ]) {
    const { status, stderr } = evaluate(args);
    assert.equal(status, 2);
    assert.match(stderr, /npm run evaluate/);
  }
});

test('puts what was said beside what came', () => {
  const one = { frequency: 'daily', normal: 0.5, inRange: undefined };
  const drawn = [
    { ...one, ours: 0.92, crossed: true, inRange: true },
    { ...one, ours: 0.98, crossed: true, inRange: false },
    { ...one, ours: 0.05, crossed: false },
    { ...one, ours: 0.09, crossed: true, inRange: true },
  ];
  const [tenths, scores] = crossingTables(drawn);
  assert.deepEqual(tenths?.rows[0], ['0 to 10', 2, 7, 50, 0, Number.NaN, Number.NaN]);
  assert.deepEqual(tenths?.rows[9]?.slice(0, 4), ['90 to 100', 2, 95, 100]);
  const brier = (0.08 ** 2 + 0.02 ** 2 + 0.05 ** 2 + 0.91 ** 2) / 4;
  assert.deepEqual(scores?.rows[0]?.slice(0, 6), ['daily', 4, 51, 75, +brier.toFixed(4), 0.25]);
  assert.equal(scores?.rows[0]?.at(-1), 66.7);
});
