import { defineConfig } from 'vitest/config';

/**
 * `unit` needs nothing but Node and takes seconds. `emulator` talks to a real Firestore emulator with our rules
 * (started by its global set-up). `e2e` talks to the whole Firebase emulator suite.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/unit/**/*.test.ts'],
          exclude: ['**/*.emulator.test.ts'],
          // No test measures time; on a busy machine the slowest take some seconds.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'emulator',
          include: [
            'src/**/*.emulator.test.ts',
            'test/rules/**/*.test.ts',
            'test/matrix/**/*.test.ts',
            'test/fuzz-api/**/*.test.ts',
          ],
          globalSetup: ['test/support/firestore-emulator.ts'],
          setupFiles: ['test/support/indexes/enforce-indexes.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/emulator-suite.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
