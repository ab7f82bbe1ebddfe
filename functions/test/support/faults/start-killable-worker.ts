import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { KillableDelivery } from './killable-delivery.ts';
import type { KillableOrder } from './killable-worker.ts';

const pathOf = (script: string): string => fileURLToPath(new URL(script, import.meta.url));

/** A worker in a process of its own that has come to the point at which its order lets it stand still. */
export interface KillableWorker {
  /** SIGKILL: no handler runs, nothing is flushed or released. Answers when the process is gone. */
  kill(): Promise<void>;
  /** Lets it go on to its end, and answers what its run came to. */
  goOn(): Promise<string>;
}

/** A worker that does a run of a forecast job. */
export const startKillableWorker = (order: KillableOrder): Promise<KillableWorker> =>
  startKillable('killable-worker.ts', order);

/** A worker that sends a delivery. */
export const startKillableDelivery = (order: KillableDelivery): Promise<KillableWorker> =>
  startKillable('killable-delivery.ts', order);

/** Starts one and waits until it is there; throws with what it said where it ends before. */
async function startKillable(script: string, order: object): Promise<KillableWorker> {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [pathOf(script), JSON.stringify(order)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const gone = once(child, 'close');
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (word: string): Promise<string> => {
    const line = await lines.next();
    if (line.done !== true && line.value.startsWith(word)) return line.value.slice(word.length).trim();
    child.kill('SIGKILL');
    throw new Error(`the worker was to say "${word}", and said ${JSON.stringify(line.value)}; ${said}`);
  };
  await next('at');
  return {
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async goOn() {
      child.stdin.write('go on\n');
      const result = await next('ended');
      await gone;
      return result;
    },
  };
}
