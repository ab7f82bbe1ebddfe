/**
 * `npm run --silent export -- --url … --key … --out folder`: everything that an organization owns, as files. `--help` tells
 * the rest.
 */
import path from 'node:path';
import { parseOptions } from './export/parse-options.mjs';
import { runExport } from './export/run-export.mjs';
import { usage } from './export/usage.mjs';
import { exitCodes, runCommand } from './forecast/run-command.mjs';
import { say } from './setup/say.mjs';

runCommand('export', async (args) => {
  const options = parseOptions(args, process.env);
  if (options.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  try {
    for (const name of await runExport(options, { say })) console.log(path.join(options.out, name));
    return exitCodes.done;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return exitCodes.someFailed;
  }
});
