import path from 'node:path';
import { projectRoot } from '../setup/project-root.mjs';
import { countsFromTap, countsFromVitest } from './counts.mjs';

/**
 * One command of a step: arguments for Node. `counts` reads the report that the command leaves in `report`.
 *
 * @typedef {{ args: string[], cwd?: string, report?: string, counts?: (text: string) => import('./counts.mjs').Counts }} Command
 * @typedef {{ name: string, title: string, commands: Command[] }} Step
 */

const bin = (/** @type {string[]} */ ...parts) => path.join(projectRoot, 'node_modules', ...parts);
/** Biome colours each character, also for a file or a pipe. */
const colours = process.stdout.isTTY ? [] : ['--colors=off'];
const typescript = bin('typescript', 'bin', 'tsc');

/**
 * What `npm test` does, in this order: what fails fast and says most comes first.
 *
 * @param {string} folder for the reports
 * @returns {Step[]}
 */
export function testSteps(folder) {
  return [
    {
      name: 'types',
      title: 'Type check',
      commands: [
        { args: [typescript, '-b', 'functions'] },
        { args: [typescript, '-p', 'functions/tsconfig.test.json'] },
        { args: [typescript, '-p', 'scripts/tsconfig.json'] },
      ],
    },
    {
      name: 'lint',
      title: 'Lint and format',
      commands: [{ args: [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '.', ...colours] }],
    },
    { name: 'unit', title: 'Unit tests', commands: [vitest('unit', folder)] },
    { name: 'scripts', title: 'Tests of the scripts', commands: [nodeTest(folder)] },
    {
      name: 'emulator',
      title: 'Tests on the Firestore emulator, and of its rules',
      commands: [vitest('emulator', folder)],
    },
    { name: 'e2e', title: 'Tests of the whole emulator suite', commands: [vitest('e2e', folder)] },
  ];
}

/**
 * @param {string} project
 * @param {string} folder
 * @returns {Command}
 */
function vitest(project, folder) {
  const report = path.join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    args: [bin('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters],
    cwd: path.join(projectRoot, 'functions'),
    report,
    counts: countsFromVitest,
  };
}

/**
 * @param {string} folder
 * @returns {Command}
 */
function nodeTest(folder) {
  const report = path.join(folder, 'scripts.tap');
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
  ];
  return { args: ['--test', ...reporters, 'scripts/**/*.test.mjs'], report, counts: countsFromTap };
}
