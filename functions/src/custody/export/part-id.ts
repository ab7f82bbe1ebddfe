/** Digits of a number of a part, so that ids stand in order; more parts than that have more digits. */
const digits = 5;

/** The id of a part of a file, counted from 0: `anomalies.ndjson.gz-00000`. */
export const partId = (file: string, index: number): string =>
  `${file}-${String(index).padStart(digits, '0')}`;
