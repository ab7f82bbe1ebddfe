import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';
import { projectRoot } from '../setup/project-root.mjs';

await buildFunctions();
const { exampleSvg } = await import('./example-chart.mjs');

test('the picture in docs/charts.md is what the code draws: `node scripts/charts/make-example.mjs` draws it anew', () => {
  const kept = fs.readFileSync(path.join(projectRoot, 'docs', 'charts', 'departures.svg'), 'utf8');
  assert.equal(exampleSvg(), kept);
});
