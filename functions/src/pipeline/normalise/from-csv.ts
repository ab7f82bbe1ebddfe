import { CsvError, type Info, parse } from 'csv-parse/sync';
import { DomainError } from '../../contracts/errors.ts';
import { pointsPerBatchMax } from '../../contracts/ingest.ts';
import { BatchBuilder, type NormalisedBatch } from './batch.ts';
import { PointCount } from './from-json.ts';
import type { TextOptions } from './from-ndjson.ts';

const fieldColumns = new Set(['metric', 'timestamp', 'value', 'unit', 'kind']);

/** Columns of one table, of which a row fills as many as a series may have labels. */
const columnsMax = 256;

/** Characters of one row, all columns filled with the longest values. */
const recordLengthMax = columnsMax * 256;

interface Row {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * CSV (RFC 4180) with a header: `timestamp`, `value`, optionally `metric`, `unit`, `kind`; every other column is a
 * label. An empty cell is an absent label. A bad row costs only itself; a header that cannot be read costs the batch.
 */
export function normaliseCsv(
  text: string,
  { timestampUnit, metric, ...terms }: TextOptions,
): NormalisedBatch {
  const [head, ...rows] = readRows(text);
  const columns = checkHeader(head?.record ?? [], metric);
  const builder = new BatchBuilder(timestampUnit, terms);
  const count = new PointCount();
  rows.forEach(({ record, info }, index) => {
    count.add('');
    const origin = { path: [index], line: info.lines };
    if (record.length === columns.length) builder.addFlat(pointOf(columns, record, metric), origin);
    else {
      const detail = `expected ${columns.length} cells, as in the header, and found ${record.length}`;
      builder.reject([{ pointer: `/${index}`, detail }], origin);
    }
  });
  return builder.build();
}

function readRows(text: string): Row[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: recordLengthMax,
      // Header, points, and the one too many by which a batch past the limit is known.
      to: pointsPerBatchMax + 2,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new DomainError(
      'invalid-argument',
      'CSV_MALFORMED',
      `the CSV body cannot be read at line ${line}`,
      {
        fields: [
          {
            pointer: '',
            detail: `expected CSV with balanced quotes (RFC 4180), and rows of at most ${recordLengthMax} characters`,
            line,
          },
        ],
        cause: error,
      },
    );
  }
}

function checkHeader(columns: readonly string[], metric: string | undefined): readonly string[] {
  const required = metric === undefined ? ['metric', 'timestamp', 'value'] : ['timestamp', 'value'];
  if (columns.length > columnsMax) throw headerUnusable(`expected at most ${columnsMax} columns`);
  const missing = required.filter((name) => !columns.includes(name));
  const repeated = columns.filter((name, index) => columns.indexOf(name) !== index);
  if (missing.length > 0) throw headerUnusable(`expected a header with the columns ${missing.join(', ')}`);
  if (repeated.length > 0)
    throw headerUnusable(`expected each column once, and found ${repeated.join(', ')} again`);
  // The one name that the schema of labels passes over rather than refuses.
  if (columns.includes('__proto__')) throw headerUnusable('expected no column "__proto__"');
  return columns;
}

const headerUnusable = (detail: string): DomainError =>
  new DomainError('invalid-argument', 'CSV_HEADER_INVALID', `the CSV header is not usable: ${detail}`, {
    fields: [{ pointer: '', detail, line: 1 }],
  });

function pointOf(columns: readonly string[], record: readonly string[], metric: string | undefined): unknown {
  const cells = columns
    .map((name, index): [string, string] => [name, record[index] ?? ''])
    .filter(([, cell]) => cell !== '');
  const fields = Object.fromEntries(cells.filter(([name]) => fieldColumns.has(name)));
  const labels = Object.fromEntries(cells.filter(([name]) => !fieldColumns.has(name)));
  return { ...(metric === undefined ? {} : { metric }), ...fields, value: numberOf(fields.value), labels };
}

/** A cell as a number; a cell that is none stays text, which the schema of a point then refuses. */
function numberOf(cell: string | undefined): unknown {
  if (cell === undefined) return undefined;
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(cell) ? Number(cell) : cell;
}
