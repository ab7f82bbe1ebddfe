/**
 * The line that stands in the place of a series that nothing could be said about.
 *
 * @param {number} line
 * @param {string} problem
 * @param {{ id?: string | number, file?: string | number }} [names] of the series, where they could be read
 * @returns {{ output: string }}
 */
export function errorLine(line, problem, names = {}) {
  return { output: JSON.stringify({ line, ...names, error: problem }) };
}
