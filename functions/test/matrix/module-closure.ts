import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A module that a script loads, and what it imports of packages. */
export interface LoadedModule {
  readonly file: string;
  readonly packages: readonly string[];
}

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

/** Every module that `entry` loads, be it at once or later; compiled functions are read as their sources. */
export function moduleClosure(entry: string): LoadedModule[] {
  const found = new Map<string, LoadedModule>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const named = [...readFileSync(file, 'utf8').matchAll(importPattern)].map(([, name = '']) => name);
    found.set(file, { file, packages: named.filter((name) => !name.startsWith('.')) });
    for (const name of named.filter((one) => one.startsWith('.'))) {
      const module = sourceOf(path.join(path.dirname(file), name));
      if (existsSync(module)) waiting.push(module);
    }
  }
  return [...found.values()];
}

/** `functions/lib/x.js` is made of `functions/src/x.ts`. */
const sourceOf = (file: string): string =>
  file.includes(`${path.sep}functions${path.sep}lib${path.sep}`)
    ? file.replace(`${path.sep}lib${path.sep}`, `${path.sep}src${path.sep}`).replace(/\.js$/, '.ts')
    : file;
