import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

test('leaves standard output and input to the command that is being set up', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'npm-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const npm = path.join(folder, 'npm.js');
  fs.writeFileSync(
    npm,
    `console.log('added 900 packages'); process.stdin.on('data', () => process.exit(9));`,
  );
  const module = new URL('./run-npm.mjs', import.meta.url);
  const script = `const { runNpm } = await import('${module}'); process.exitCode = await runNpm(['ci']);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, npm_execpath: npm },
    input: 'a line for the command\n',
    encoding: 'utf8',
  });
  assert.deepEqual([status, stdout, stderr], [0, '', 'added 900 packages\n']);
});
