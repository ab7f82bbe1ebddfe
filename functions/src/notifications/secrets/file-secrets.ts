import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SecretStore } from '../../contracts/notifier.ts';
import { formatReference, parseReference, requireSecretName } from './secret-reference.ts';

/** Two processes that add a version at the same time agree within a few tries. */
const triesMax = 20;

/**
 * Secrets in a folder that only its owner can open: a file for each version, which is empty once it was removed. For the
 * emulators, whose functions run in several processes; the number of a version is won by making its file.
 */
export function fileSecrets(folder: string): SecretStore {
  const folderOf = (name: string) => path.join(folder, requireSecretName(name));
  const fileOf = (reference: string) => {
    const { name, version } = parseReference(reference);
    return path.join(folderOf(name), String(version));
  };
  return {
    put: (name, text) => putVersion(folderOf(name), name, text),
    get: async (reference) => (await unlessAbsent(readFile(fileOf(reference), 'utf8'))) || undefined,
    versions: async (name) => {
      const held: string[] = [];
      for (const version of (await versionsIn(folderOf(name))).reverse()) {
        const reference = formatReference({ name, version });
        if (await unlessAbsent(readFile(fileOf(reference), 'utf8'))) held.push(reference);
      }
      return held;
    },
    destroy: async (reference) => {
      await unlessAbsent(truncate(fileOf(reference)));
    },
    remove: (name) => rm(folderOf(name), { recursive: true, force: true }),
  };
}

async function putVersion(folder: string, name: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const newest = (await versionsIn(folder)).at(-1) ?? 0;
  for (let version = newest + 1; version <= newest + triesMax; version++) {
    const made = await unlessPresent(
      writeFile(path.join(folder, String(version)), text, { mode: 0o600, flag: 'wx' }),
    );
    if (made) return formatReference({ name, version });
  }
  throw new Error('others keep adding versions to the same secret');
}

/** Ascending. */
async function versionsIn(folder: string): Promise<number[]> {
  const files = (await unlessAbsent(readdir(folder))) ?? [];
  return files.map(Number).sort((a, b) => a - b);
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function unlessPresent(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isError(error, 'EEXIST')) return false;
    throw error;
  }
}

const isError = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
