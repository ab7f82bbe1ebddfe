import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { projectRoot } from '../../setup/project-root.mjs';

const run = promisify(execFile);
const script = path.join(projectRoot, 'scripts', 'run.mjs');
const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

test('npm start -- --embedded --once does the whole job in one process', { timeout: 180_000 }, async () => {
  const { stdout, stderr } = await run(process.execPath, [script, 'start', '--embedded', '--once'], { env });
  assert.match(stderr, /Security rules are NOT in force/);
  const told = stdout.replaceAll(/\s+/g, ' ');
  for (const expected of [
    /points of 13 series ingested in 4 requests .* none rejected/,
    /Job "Turnover, a year ahead" \(\d+ \* \* \* \*\) ran by schedule at .*: 1 of 1 series forecast/,
    /◀ the labelled storm/,
    /◀ the labelled introduced event/,
    /● firing ATL departures above \d+ an hour \(its busiest tenth\) within a day/,
    /Firestore in memory/,
  ]) {
    assert.match(told, expected);
  }
});

test('an option that is none ends it with the usage and exit code 2', async () => {
  const failed = await run(process.execPath, [script, 'start', '--onec'], { env }).catch((error) => error);
  assert.equal(failed.code, 2);
  assert.match(failed.stderr, /Unknown option '--onec'.*npm start \[-- options\]/s);
});
