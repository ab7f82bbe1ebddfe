import { readFileSync } from 'node:fs';
import path from 'node:path';

const source = path.resolve(import.meta.dirname, '../../src');

/** The text of each file that the declaration of a function reaches by imports, other declarations and the runtime left out. */
export function sourceBehind(functionName: string): readonly string[] {
  const index = readFileSync(path.join(source, 'index.ts'), 'utf8');
  const entry = new RegExp(`\\{ ${functionName} \\} from '([^']+)'`).exec(index)?.[1];
  if (entry === undefined) throw new Error(`index.ts exports no function ${functionName}`);
  const texts = new Map<string, string>();
  const visit = (file: string) => {
    if (texts.has(file)) return;
    const text = readFileSync(file, 'utf8');
    texts.set(file, text);
    for (const imported of importsOf(text)) {
      const next = path.resolve(path.dirname(file), imported);
      if (path.dirname(next) !== path.join(source, 'entry')) visit(next);
    }
  };
  visit(path.resolve(source, entry));
  return [...texts.values()];
}

/** What a file imports from beside it, types left out. */
const importsOf = (text: string): string[] => [
  ...[...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gms)].map(
    ([, file = '']) => file,
  ),
  ...[...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, file = '']) => file),
];
