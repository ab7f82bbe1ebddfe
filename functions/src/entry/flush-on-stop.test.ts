import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** A process that puts work off by an hour and is told to stop: by itself, as the platform would. */
const stopped = (more: string) => `
  import { DeferredWork } from ${JSON.stringify(`${import.meta.dirname}/deferred-work.ts`)};
  import { flushOnStop } from ${JSON.stringify(`${import.meta.dirname}/flush-on-stop.ts`)};
  const work = new DeferredWork(console.error);
  flushOnStop(work);
  ${more}
  work.later(async () => console.log('written before the end'), 3_600_000);
  setInterval(() => undefined, 1_000);
  process.kill(process.pid, 'SIGTERM');
`;

const run = (more = '') =>
  promisify(execFile)(process.execPath, ['--input-type=module', '--eval', stopped(more)]);

it('does at once what waits when the process is told to stop, and lets it end', async () => {
  await expect(run()).rejects.toMatchObject({ signal: 'SIGTERM', stdout: 'written before the end\n' });
});

it('leaves the end of the process to a host that listens, too', async () => {
  const host = `process.on('SIGTERM', () => setTimeout(() => process.exit(0), 200));`;
  expect(await run(host)).toMatchObject({ stdout: 'written before the end\n' });
});
