import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { backfillTrials } from './backfill-expiry-cells.ts';
import type { CellResult, Hole, MatrixPart } from './cell.ts';
import { moduleClosure } from './module-closure.ts';
import { scriptRows } from './script-rows.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const scriptsOfPackage = (): string[] =>
  Object.keys(
    (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
  );

/** Every script that people type: what it reaches, by what it imports; and what it changes where it reaches tenants. */
export function scriptPart(names: readonly string[] = scriptsOfPackage()): MatrixPart {
  const holes = names
    .filter((name) => !Object.hasOwn(scriptRows, name))
    .map(
      (subject): Hole => ({
        kind: 'script',
        subject,
        message: 'no row: say in scriptRows of functions/test/matrix/script-rows.ts what it reaches',
      }),
    );
  return {
    holes,
    subjects: names
      .filter((name) => Object.hasOwn(scriptRows, name))
      .map((name) => ({ kind: 'script', name, run: () => runScript(name) })),
  };
}

async function runScript(name: string): Promise<CellResult[]> {
  const reaches = scriptRows[name]?.reaches ?? 'nothing';
  const imports: CellResult = {
    kind: 'script',
    subject: name,
    credential: 'what it imports',
    expectation: `reaches ${reaches}`,
    faults: importFaults(name, reaches),
  };
  return reaches === 'every organization' ? [imports, ...(await backfillTrials(root))] : [imports];
}

/** Modules with which a script reaches a store. */
const ofStores = /^(firebase|@google-cloud|@firebase)/;

function importFaults(name: string, reaches: string): string[] {
  const entry = path.join(root, 'scripts', `${name}.mjs`);
  if (!existsSync(entry) || reaches === 'every organization') return [];
  if (reaches === 'local') return localFaults(entry);
  return moduleClosure(entry).flatMap(({ file, packages }) =>
    packages
      .filter((one) => ofStores.test(one))
      .map((one) => `${path.relative(root, file)} imports ${one}, but its row says that it reaches nothing`),
  );
}

/** A client of a project is made of the emulator's project only, and nobody can name another. */
function localFaults(entry: string): string[] {
  const ofScripts = moduleClosure(entry).filter(({ file }) => file.startsWith(path.join(root, 'scripts')));
  const connects = ofScripts.some(({ packages }) => packages.includes('firebase-admin/app'));
  const startsEmulator = ofScripts.some(({ file }) =>
    file.endsWith(path.join('emulators', 'project-id.mjs')),
  );
  const asks = /\bproject: \{/.test(readFileSync(entry, 'utf8'));
  return [
    ...(connects && !startsEmulator ? ['it connects to Firestore, and starts no emulator'] : []),
    ...(asks ? ['it takes --project, but its row says that it reaches local stores only'] : []),
  ];
}
