import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.mjs';

/**
 * Runs `work` while no other process of this machine holds the lock file, and removes the file afterwards.
 * A lock whose owner has died is taken over: its file holds the owner's process id.
 *
 * @template T
 * @param {{ file: string, onWait?: (owner: number) => void }} lock `onWait` is called once, when another holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFileLock({ file, onWait }, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!tryLock(file)) {
    const owner = readOwner(file);
    if (owner !== undefined && !isAlive(owner)) {
      releaseFrom(file, owner);
      continue;
    }
    if (!told && owner !== undefined) {
      onWait?.(owner);
      told = true;
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    releaseFrom(file, process.pid);
  }
}

/**
 * Takes the lock if nobody has it. The file appears with its content in one step (written aside, then linked), so
 * that no reader meets a lock without an owner.
 *
 * @param {string} file
 */
export function tryLock(file) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/**
 * Process id written in a lock file, or undefined when the file is gone.
 *
 * @param {string} file
 */
export function readOwner(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Removes the lock file, but only while it is still that owner's.
 *
 * @param {string} file
 * @param {number} owner
 */
export function releaseFrom(file, owner) {
  if (readOwner(file) === owner) fs.rmSync(file, { force: true });
}
