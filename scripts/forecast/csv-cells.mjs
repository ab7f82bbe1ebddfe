import { CsvError, parse } from 'csv-parse/sync';

/**
 * Cells of one line of CSV (RFC 4180), trimmed. A cell with a line break inside is not known here: a quote that is
 * never closed must cost its line, not the rest of the file.
 *
 * @param {string} text
 * @param {string} delimiter
 * @returns {string[] | undefined} undefined where the quotes do not match
 */
export function csvCells(text, delimiter) {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim());
  try {
    const [cells] = parse(text, { delimiter, trim: true, relax_column_count: true });
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
