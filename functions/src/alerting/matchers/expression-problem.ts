import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';

/**
 * What is wrong with a regular expression in RE2's syntax, and where, in words; null when it makes sense. Positions count
 * characters from 1.
 */
export function expressionProblem(expression: string): string | null {
  const problem = problemOf(expression);
  if (problem === null) return null;
  if (!(problem instanceof RE2JSSyntaxException)) return problem.message;
  return `${problem.error} ${placeOf(expression, problem)}`;
}

function problemOf(expression: string): RE2JSException | null {
  try {
    RE2JS.compile(expression);
    return null;
  } catch (error) {
    if (error instanceof RE2JSException) return error;
    throw error;
  }
}

/** The engine names the piece at fault, or all of the expression, but not where it stands. */
function placeOf(expression: string, { error, input: piece }: RE2JSSyntaxException): string {
  if (piece === null || error === 'missing closing )') return 'at the end';
  const whole = piece === expression && error === 'unexpected )';
  if (!whole && expression.endsWith(piece)) return said(expression, expression.length - piece.length, piece);
  const end = endOfShortestPrefix(expression, error);
  const found = whole ? ')' : piece;
  const startsAt = expression.indexOf(found, Math.max(0, end - found.length));
  return said(expression, startsAt === -1 ? end - 1 : startsAt, found);
}

/** The engine reads from the left and stops at the first error, so prefixes from that on fail with the same, and none before. */
function endOfShortestPrefix(expression: string, error: string): number {
  let [good, bad] = [0, expression.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const problem = problemOf(expression.slice(0, middle));
    if (problem instanceof RE2JSSyntaxException && problem.error === error) bad = middle;
    else good = middle;
  }
  return bad;
}

const said = (expression: string, start: number, piece: string): string =>
  `at character ${[...expression.slice(0, start)].length + 1}, ${JSON.stringify(piece)}`;
