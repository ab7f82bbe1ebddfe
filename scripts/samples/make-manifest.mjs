/**
 * Makes `samples/manifest.json` from the catalogue and the sample files: `node scripts/samples/make-manifest.mjs`.
 * To be run after any of the other make scripts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFiles } from './catalogue.mjs';
import { formatInstant, parseSampleCsv } from './sample-csv.mjs';
import { samplesFolder, sha256, writeSample } from './sources.mjs';

const files = sampleFiles.map((entry) => {
  const text = readFileSync(join(samplesFolder, entry.file), 'utf8');
  const series = parseSampleCsv(text).map(({ metric, labels, unit, points }) => ({
    metric,
    labels,
    unit,
    rows: points.length,
    from: formatInstant(points[0].at),
    to: formatInstant(points[points.length - 1].at),
  }));
  return { ...entry, ...measure(text), series };
});
writeSample('manifest.json', `${JSON.stringify({ files }, null, 2)}\n`);

function measure(text) {
  const rows = text.trimEnd().split('\n').length - 1;
  return { sha256: sha256(text), bytes: Buffer.byteLength(text), rows };
}
