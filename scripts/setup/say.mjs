/**
 * One line to the person at the terminal. Standard error, so that what a command prints as its result stays alone on
 * standard output.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
