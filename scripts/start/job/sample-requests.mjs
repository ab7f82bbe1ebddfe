/**
 * @typedef {import('../../samples/load-samples.mjs').SampleSeries} SampleSeries
 *
 * @typedef {'CSV' | 'NDJSON' | 'JSON'} Format
 * @typedef {{ format: Format, contentType: string, body: string, metric: string, points: number }} IngestRequest
 */

/** Formats by file, so that each way in is taken. */
const formats = /** @type {Record<string, Format>} */ ({
  'airports-hourly.csv': 'CSV',
  'sensor-humidity.csv': 'NDJSON',
  'equipment-turnover-monthly.csv': 'JSON',
});

/**
 * The bodies that bring all samples to `POST /v1/ingest`: one for each metric with all its series, in the order given.
 * Each request leads to one task of analysis, and in the emulators each task at a time to a process.
 *
 * @param {readonly SampleSeries[]} series
 * @returns {IngestRequest[]}
 */
export function sampleRequests(series) {
  return [...Map.groupBy(series, ({ metric }) => metric)].map(([metric, group]) => {
    const format = formats[group[0]?.file ?? ''] ?? 'CSV';
    const points = group.reduce((sum, one) => sum + one.points.length, 0);
    return { format, metric, points, ...write[format](group) };
  });
}

/** @type {Record<Format, (group: readonly SampleSeries[]) => { contentType: string, body: string }>} */
const write = {
  CSV: (group) => {
    const names = Object.keys(group[0]?.labels ?? {});
    const rows = group.flatMap(({ metric, unit, kind, labels, points }) => {
      const rest = [unit, kind, ...names.map((name) => labels[name])].join();
      return points.map(({ at, value }) => `${metric},${new Date(at).toISOString()},${value},${rest}`);
    });
    const header = ['metric', 'timestamp', 'value', 'unit', 'kind', ...names].join();
    return { contentType: 'text/csv', body: `${[header, ...rows].join('\n')}\n` };
  },
  NDJSON: (group) => {
    const lines = group.flatMap(({ metric, unit, kind, labels, points }) =>
      points.map(({ at, value }) => JSON.stringify({ metric, labels, timestamp: at, value, unit, kind })),
    );
    return { contentType: 'application/x-ndjson', body: `${lines.join('\n')}\n` };
  },
  JSON: (group) => {
    const series = group.map(({ metric, unit, kind, labels, points }) => {
      const pairs = points.map(({ at, value }) => [new Date(at).toISOString(), value]);
      return { metric, labels, unit, kind, points: pairs };
    });
    return { contentType: 'application/json', body: JSON.stringify({ series }) };
  },
};
