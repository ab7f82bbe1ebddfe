import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');

const importing = (specifier: string): string =>
  `import { thing } from '${specifier}';\nexport const x = thing;\n`;
const calling = (call: string): string => `export const x = ${call};\n`;

interface Probe {
  readonly module: string;
  readonly code: string;
  /** What the linter must say; nothing of the kind when null. */
  readonly complaint: 'noRestrictedImports' | 'noProcessEnv' | 'plugin' | null;
}

const probes: readonly Probe[] = [
  ...[
    ['contracts', '../firestore/paths.ts'],
    ['contracts', 'firebase-admin/firestore'],
    ['forecasting', 'node:fs'],
    ['forecasting/models', '../../contracts/metric.ts'],
    ['forecasting', '../detection/index.ts'],
    ['detection', 'firebase-admin/firestore'],
    ['firestore', '../pipeline/run-pipeline.ts'],
    ['operator/rbac', '../../pipeline/run-pipeline.ts'],
    ['pipeline/store', '../../http/app.ts'],
    ['pipeline/store', '../../operator/auth/authenticate.ts'],
    ['pipeline/store', '../../config/deployment.ts'],
    ['scheduling', '../http/app.ts'],
    ['http', '../forecasting/index.ts'],
    ['http', '../entry/runtime.ts'],
    ['pipeline/forecast', '../../nixtla/nixtla-client.ts'],
    ['http', '../nixtla/nixtla-client.ts'],
    ['nixtla', '../pipeline/run-pipeline.ts'],
    ['nixtla', 'firebase-functions/params'],
    ['alerting', '../firestore/paths.ts'],
    ['alerting', 'node:crypto'],
    ['cron', '../alerting/lifecycle.ts'],
    ['cron', 'node:crypto'],
    ['detection', '../cron/cron.ts'],
    ['charts', '../alerting/lifecycle.ts'],
    ['notifications', '../operator/auth/authenticate.ts'],
    ['notifications', '../config/deployment.ts'],
    ['pipeline/alert', '../../notifications/deliver.ts'],
    ['custody/export', '../../http/app.ts'],
    ['custody/erasure', '../../scheduling/limits.ts'],
    ['operator/tenancy', '../../custody/export/start-export.ts'],
  ].map(
    ([module = '', specifier = '']): Probe => ({
      module,
      code: importing(specifier),
      complaint: 'noRestrictedImports',
    }),
  ),
  ...[
    ['pipeline', '../forecasting/index.ts'],
    ['pipeline', '../operator/rbac/require-permission.ts'],
    ['pipeline', '../operator/audit/record-audit.ts'],
    ['notifications', '../operator/audit/record-audit.ts'],
    ['scheduling', '../operator/audit/record-audit.ts'],
    ['http', '../pipeline/run-pipeline.ts'],
    ['entry', '../config/deployment.ts'],
    ['entry', '../nixtla/nixtla-client.ts'],
    ['nixtla', '../contracts/timegpt-backend.ts'],
    ['alerting', '../forecasting/index.ts'],
    ['alerting/silences', '../../cron/cron.ts'],
    ['scheduling', '../cron/cron.ts'],
    ['pipeline/alert', '../../alerting/lifecycle.ts'],
    ['notifications', '../pipeline/alert/get-alert.ts'],
    ['http', '../notifications/create-channel.ts'],
  ].map(([module = '', specifier = '']): Probe => ({ module, code: importing(specifier), complaint: null })),
  ...['Date.now()', 'Math.random()', 'performance.now()', 'new Date()'].flatMap((call): Probe[] => [
    { module: 'forecasting', code: calling(call), complaint: 'plugin' },
    { module: 'pipeline', code: calling(call), complaint: null },
  ]),
  { module: 'pipeline', code: calling('process.env.HOME'), complaint: 'noProcessEnv' },
  { module: 'config', code: calling('process.env.HOME'), complaint: null },
];

const folder = mkdtempSync(path.join(tmpdir(), 'intentvision-lint-'));
const nameOf = (index: number): string => `probe-${index}.ts`;
let output = '';

/** Lints every probe at once, by our configuration, in a tree of its own. */
beforeAll(() => {
  const { vcs: _, ...configuration } = JSON.parse(
    readFileSync(path.join(root, 'biome.json'), 'utf8'),
  ) as Record<string, unknown>;
  writeFileSync(path.join(folder, 'biome.json'), JSON.stringify(configuration));
  cpSync(path.join(root, 'scripts/lint'), path.join(folder, 'scripts/lint'), { recursive: true });
  probes.forEach(({ module, code }, index) => {
    mkdirSync(path.join(folder, 'functions/src', module), { recursive: true });
    writeFileSync(path.join(folder, 'functions/src', module, nameOf(index)), code);
  });
  output = spawnSync(process.execPath, [biome, 'lint', '--max-diagnostics=none', '--colors=off', '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  }).stderr;
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The rules that complained about a probe: each diagnostic starts with `path:line:column rule`. */
function complaintsAbout(index: number): string[] {
  const heads = output.split('\n').filter((line) => line.includes(`/${nameOf(index)}:`));
  return heads.map((line) => line.split(' ')[1]?.split('/').at(-1) ?? '');
}

describe('the boundaries of modules', () => {
  it.each(
    probes.map((probe, index) => [probe.module, probe.code.split('\n')[0], probe.complaint, index] as const),
  )('%s: %s → %s', (_module, _code, complaint, index) => {
    expect(complaintsAbout(index)).toEqual(complaint === null ? [] : [complaint]);
  });
});
