/**
 * `node scripts/charts/make-example.mjs` draws the picture in docs/charts.md anew, from the sample data; a test holds the
 * two together.
 */
import fs from 'node:fs';
import path from 'node:path';
import { buildFunctions } from '../setup/build-functions.mjs';
import { projectRoot } from '../setup/project-root.mjs';

await buildFunctions();
const { exampleSvg } = await import('./example-chart.mjs');
fs.writeFileSync(path.join(projectRoot, 'docs', 'charts', 'departures.svg'), exampleSvg());
