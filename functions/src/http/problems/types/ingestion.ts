import type { ProblemType } from '../problem-type.ts';

/** What can be wrong with a batch of points as a whole. */
export const ingestionProblems = {
  ALL_POINTS_REJECTED: {
    title: 'No point of the batch can be stored',
    code: 'invalid-argument',
    happened:
      'Every point was refused; `errors` lists why. A batch with at least one good point is answered with 200 and lists the others in its body.',
    fix: ['Correct what `errors` points at and send the batch again.'],
    mistakes: [
      'Numeric timestamps in a unit that `timestampUnit` does not name, so that they lie far in the future.',
      'Instants without an offset: `2026-11-21T05:00:00` could be anywhere. Add `Z` or `+01:00`.',
      'Values sent as text in JSON.',
    ],
  },
  BATCH_TOO_LARGE: {
    title: 'The batch holds too many points',
    code: 'invalid-argument',
    happened: 'One request takes a limited number of points. Nothing of this one was stored.',
    fix: ['Send the points in several requests. Sending the same point twice does no harm.'],
  },
  TOO_MANY_SERIES: {
    title: 'The call touches too many series',
    code: 'invalid-argument',
    happened:
      'A call that forecasts before it answers takes a limited number of series: `detail` says how many.',
    fix: [
      'Send points with `POST /v1/ingest`, which takes any number of series.',
      'Let a forecast job (`POST /v1/forecast-jobs`) forecast them on a schedule.',
    ],
  },
  CSV_MALFORMED: {
    title: 'The body is not CSV',
    code: 'invalid-argument',
    happened: 'The body could not be read as CSV (RFC 4180); `errors` names the line.',
    fix: ['Balance the quotation marks at that line. A quotation mark inside a quoted field is doubled.'],
  },
  CSV_HEADER_INVALID: {
    title: 'The header of the CSV is not usable',
    code: 'invalid-argument',
    happened:
      'The first line must name the columns `timestamp` and `value`, and `metric` unless the query gives one, each once.',
    fix: ['Add or rename the columns that `errors` names. Every other column is taken for a label.'],
    mistakes: ['A file without a header line.', 'Semicolons between fields: expected are commas.'],
  },
  TASK_QUEUE_UNAVAILABLE: {
    title: 'The points are stored, their analysis is not queued',
    code: 'unavailable',
    happened: 'The points are safe, but the queue that leads to detection and alerts did not take the work.',
    fix: [
      'Send the same batch again after `Retry-After`: it stores nothing twice and queues the analysis again.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
