/**
 * `npm run --silent reproduce -- --forecast forecast.json --series series.json`: makes forecasts again from the input
 * they were made from, and says whether the same comes out to the last bit.
 */
import { parseArgs } from 'node:util';
import { UsageError } from './forecast/errors.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';

const usage = `Makes forecasts again from their input and compares points, intervals, evidence and the hash of the input, bit by bit.

  npm run --silent reproduce -- --forecast forecasts.jsonl --series series.jsonl
  npm run --silent reproduce -- --forecast forecast.json --series page1.json --series page2.json

  --forecast file   what "npm run forecast" printed, or what GET /v1/forecasts/{id} answered; one or many, one a line
  --series file     what "npm run forecast" read, or what GET /v1/metrics/{id}/series answered (each of its pages; points
                    that came after the forecast do no harm); may be given several times

Exit code: 0 all are identical, 1 something differs, 2 wrong usage or a file that cannot be read.
`;

/** Differences shown of one forecast. */
const shownMax = 10;

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  const { help, forecast, series } = parse(args);
  if (help === true) {
    process.stdout.write(usage);
    return 0;
  }
  if (forecast === undefined || series === undefined)
    throw new UsageError('Both --forecast and --series are needed.');
  await buildFunctions();
  const { remakeAll } = await import('./reproduce/remake-all.mjs');
  const { engineVersion } = await import('../functions/lib/forecasting/index.js');
  const remade = await remakeAll(forecast, series);
  const differing = remade.filter(({ differences }) => differences.length > 0);
  for (const one of differing) {
    process.stdout.write(`${one.name} differs in ${one.differences.length} places\n`);
    for (const line of one.differences.slice(0, shownMax)) process.stdout.write(`  ${line}\n`);
  }
  const others = new Set(
    differing.map((one) => one.engineVersion).filter((version) => version !== engineVersion),
  );
  for (const version of others) {
    process.stdout.write(
      `Made by ${version}; this is ${engineVersion}. Only the same version promises the same bits.\n`,
    );
  }
  const identical = remade.length - differing.length;
  process.stdout.write(`identical: ${identical} of ${remade.length}\n`);
  return differing.length === 0 ? 0 : 1;
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        forecast: { type: 'string' },
        series: { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {unknown} error */
function complain(error) {
  if (error instanceof UsageError) say(`${error.message}\n\n${usage}`);
  else say(String(error));
  return 2;
}

process.exitCode = await main(process.argv.slice(2)).catch(complain);
