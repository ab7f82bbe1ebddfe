import type { TestProject } from 'vitest/node';
import { type RunningSuite, startSuite } from '../../../scripts/emulators/start-suite.mjs';
import { buildFunctions } from '../../../scripts/setup/build-functions.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The running emulator suite: hosts by emulator and the loaded functions by name. */
    suite: Omit<RunningSuite, 'ended' | 'stop'>;
  }
}

/**
 * Set-up of the `e2e` tests: the functions as built from the sources, in the whole emulator suite. Tests find it by
 * `inject('suite')`, and the Admin SDK by its usual environment variables. Without emulators it throws.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await buildFunctions();
  const { ended: _ended, stop, ...suite } = await startSuite({ allowedHosts: ['127.0.0.1'] });
  project.config.env = { ...project.config.env, ...suite.env };
  project.provide('suite', suite);
  return stop;
}
