import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readerGoneCode } from './quiet-pipe.mjs';

const loaded = pathToFileURL(new URL('quiet-pipe.mjs', import.meta.url).pathname).href;
/** Prints for ever. */
const talker =
  "const talk = () => process.stdout.write('a line\\n'.repeat(1_000), () => setImmediate(talk)); talk();";

/** @param {string} script */
async function untilReaderGoes(script) {
  const child = spawn(process.execPath, ['--import', loaded, '--input-type=module', '--eval', script]);
  const said = text(child.stderr);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'exit');
  return { code, said: await said };
}

test('a script whose reader goes away ends without a word', async () => {
  assert.deepEqual(await untilReaderGoes(talker), { code: readerGoneCode, said: '' });
});

test('a script that listens to its standard output itself has its own way', async () => {
  const own = "process.stdout.on('error', ({ code }) => { console.error(code); process.exit(7); });";
  assert.deepEqual(await untilReaderGoes(own + talker), { code: 7, said: 'EPIPE\n' });
});
