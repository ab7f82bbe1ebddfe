/**
 * `measure`: the same by name, for a program.
 *
 * @typedef {{ title: string, columns: string[], rows: (string | number)[][], measure?: object }} Table
 */

/**
 * Prints a table with a title, numbers to the right.
 *
 * @param {Table} table
 */
export function printTable({ title, columns, rows }) {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row, line) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return line > 0 && typeof rows[line - 1]?.[column] === 'number'
          ? cell.padStart(width)
          : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`\n${title}\n\n${lines.join('\n')}\n`);
}
