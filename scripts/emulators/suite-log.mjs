/**
 * What the emulator suite's own output tells.
 *
 * @typedef {{ name: string, region: string, url?: string }} SuiteFunction `url` for those that are called over HTTP
 */

const readyLine = 'All emulators ready!';
const failures = [
  /Failed to load function definition from source[^┌]*/,
  /Failed to start functions in .*/,
  /Could not start .*, port taken\..*/,
];
/** Enough for the error of a function's own code and where it was thrown. */
const failureLinesMax = 6;
const functionLine =
  /functions\[([a-z]+-[a-z]+\d+)-([\w-]+)\]: .*?(?:initialized|ignored)(?: \((http:\S+?)\))?/g;

/**
 * Whether the whole suite is up. The suite itself calls it a success when it could not load our functions; we do not.
 *
 * @param {string} log
 * @throws {Error} with the suite's own words
 */
export function isSuiteReady(log) {
  for (const failure of failures) {
    const [words] = failure.exec(log) ?? [];
    if (words) throw new Error(`The emulator suite did not start.\n${firstLines(words)}`);
  }
  return log.includes(readyLine);
}

/** @param {string} words */
const firstLines = (words) => words.trimEnd().split('\n').slice(0, failureLinesMax).join('\n');

/**
 * The functions that the suite loaded. Scheduled ones count, although it says that it ignores them: they can be
 * invoked by their trigger URL.
 *
 * @param {string} log
 * @returns {Record<string, SuiteFunction>}
 */
export function loadedFunctions(log) {
  const found = [...log.matchAll(functionLine)].map(([, region = '', name = '', url]) => ({
    name,
    region,
    ...(url ? { url } : {}),
  }));
  return Object.fromEntries(found.map((each) => [each.name, each]));
}
