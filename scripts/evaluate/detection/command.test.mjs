import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../setup/project-root.mjs';

/** @param {string[]} args */
function evaluate(...args) {
  const script = path.join(projectRoot, 'scripts', 'evaluate.mjs');
  return spawnSync(process.execPath, [script, 'detection', ...args], { encoding: 'utf8' });
}

test('tells recall, delay and false alerts, the same ones each time', () => {
  const { status, stdout, stderr } = evaluate('--each', '1', '--places', '2');
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^spike +20 +standard deviations +\d+ +0\.\d\d ± 0\.\d\d/m);
  assert.match(stdout, /^hourly orders +1 +25\.\d/m);
  assert.match(stdout, /^all +\d+ /m);
  assert.equal(evaluate('--each', '1', '--places', '2').stdout, stdout);
});

test('writes labelled series, scores them, and those of another detector', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'evaluate-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const [data, scores] = [path.join(folder, 'data.jsonl'), path.join(folder, 'scores.jsonl')];
  assert.equal(evaluate('--each', '1', '--write', data).status, 0);
  const ours = evaluate('--data', data);
  assert.match(ours.stdout, /^data\.jsonl +24 +\d+ +-?\d+\.\d ± \d+\.\d/m);
  const each = evaluate('--data', data, '--per-series').stdout;
  assert.match(each, /^injected\/hourly orders\/hourly orders 1 +4 +\d/m);
  const lines = fs.readFileSync(data, 'utf8').trimEnd().split('\n');
  const silent = lines
    .map((line) => JSON.parse(line))
    .map(({ file, values }) => ({ file, scores: values.map(() => 0) }));
  fs.writeFileSync(scores, silent.map((line) => JSON.stringify(line)).join('\n'));
  assert.match(
    evaluate('--data', data, '--scores', scores).stdout,
    /^data\.jsonl +24 +\d+ +0\.0 ± 0\.0 +0\.000/m,
  );
  fs.writeFileSync(scores, '{"file":"other","scores":[]}');
  assert.match(evaluate('--data', data, '--scores', scores).stderr, /expected \d+ scores, found none/);
});

test('tells wrong usage, and which series of which file is not labelled', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'evaluate-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'bad.jsonl');
  fs.writeFileSync(
    file,
    '{"id":1,"timestamps":[1],"values":[1],"windows":[]}\n{"id":2,"timestamps":[1],"values":[1]}\n',
  );
  for (const [args, told] of /** @type {[string[], RegExp][]} */ ([
    [['--threshold', '0'], /--threshold must be/],
    [['--each', 'x'], /--each must be/],
    [['--unknown'], /npm run evaluate/],
    [['--data', path.join(folder, 'none.jsonl')], /none\.jsonl/],
    [['--data', file], /series 2: "windows" must be/],
  ])) {
    const { status, stderr } = evaluate(...args);
    assert.equal(status, 2);
    assert.match(stderr, told);
  }
  assert.match(evaluate('--help').stdout, /--injected/);
});
