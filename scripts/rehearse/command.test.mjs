import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../setup/project-root.mjs';

const entry = [path.join(projectRoot, 'scripts', 'run.mjs'), 'rehearse'];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearse-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

/**
 * Writes a file of JSON and answers its name.
 *
 * @param {string} name
 * @param {unknown} content
 */
function file(name, content) {
  const place = path.join(folder, name);
  fs.writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content));
  return place;
}

/**
 * Runs the command as npm does.
 *
 * @param {string[]} args
 * @param {string | Buffer} input
 */
function run(args, input) {
  return spawnSync(process.execPath, [...entry, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** @param {string} stdout */
const linesOf = (stdout) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const above = {
  name: 'Many departures',
  condition: { type: 'threshold', operator: '>', threshold: 60 },
  forSeconds: 120,
  notify: { channels: ['chn_slack'] },
};
const rule = file('rule.json', above);
const startMs = Date.UTC(2026, 10, 21, 12);
const minute = (/** @type {number} */ n) => new Date(startMs + n * 60_000).toISOString();

/**
 * Values a minute apart, from noon on.
 *
 * @param {string} id
 * @param {readonly (number | null)[]} values
 * @param {object} [more]
 */
const series = (id, values, more = {}) =>
  JSON.stringify({ id, timestamps: values.map((_, row) => startMs / 1_000 + 60 * row), values, ...more });

const up = [40, 70, null, 72, 73, 40, 40, 40, 40, 40, 40, 40];

test('prints a line for each transition, with what was told and what was not', () => {
  const { status, stdout, stderr } = run(
    ['--rule', rule],
    `${series('atl', up)}\n${series('lax', [1, 2])}\n`,
  );
  assert.deepEqual([status, stderr], [0, '']);
  const notice = { channel: 'chn_slack', kind: 'alerts' };
  assert.deepEqual(linesOf(stdout), [
    {
      ...{ id: 'atl', at: minute(1), from: 'inactive', to: 'pending', reason: '70 is above 60', value: 70 },
      ...{ sent: [], withheld: [] },
    },
    {
      ...{ id: 'atl', at: minute(3), from: 'pending', to: 'firing', reason: '72 is above 60', value: 72 },
      sent: [{ at: minute(3.5), ...notice, reason: 'first-notification', notification: 1 }],
      withheld: [],
    },
    {
      ...{
        id: 'atl',
        at: minute(5),
        from: 'firing',
        to: 'resolved',
        reason: '40 is not above 60',
        value: 40,
      },
      sent: [{ at: minute(8.5), ...notice, reason: 'all-resolved', notification: 2 }],
      withheld: [],
    },
  ]);
});

test('sums up, within the time that is asked for', () => {
  const args = ['--rule', rule, '--summary', '--from', minute(3), '--to', minute(7)];
  const [totals] = linesOf(run(args, series('atl', up)).stdout);
  assert.deepEqual(totals, {
    ...{ from: minute(3), to: minute(7), series: 1, transitions: 2, fired: 0, firingSeconds: 0 },
    episodes: [{ id: 'atl', startedAt: minute(3), firedAt: null, endedAt: minute(5), firingSeconds: 0 }],
    notifications: { sent: 0, channels: [] },
  });
});

test('rehearses with policies, silences and inhibition rules', () => {
  const policies = file('policies.json', [
    { name: 'all', notify: { channels: ['chn_pager'], groupWaitSeconds: 0 } },
  ]);
  const matchers = [{ label: 'airport', operator: '=', value: 'ATL' }];
  const silences = file('silences.json', {
    silences: [{ matchers, startsAt: minute(0), endsAt: minute(60), state: 'active' }],
  });
  const inhibitions = file('inhibitions.json', [
    {
      name: 'JFK mutes LAX',
      sourceMatchers: [{ label: 'airport', operator: '=', value: 'JFK' }],
      targetMatchers: [{ label: 'airport', operator: '=', value: 'LAX' }],
    },
  ]);
  const plain = file('plain.json', { ...above, forSeconds: 0, notify: null });
  const input = ['ATL', 'JFK', 'LAX'].map((airport) => series(airport, [70, 70], { labels: { airport } }));
  const args = [
    ...['--rule', plain, '--policies', policies, '--silences', silences, '--inhibitions', inhibitions],
  ];
  const { stdout, stderr } = run(args, input.join('\n'));
  assert.equal(stderr, '');
  const told = linesOf(stdout).map(({ id, to, sent, withheld }) => [
    id,
    to,
    ...sent.map((/** @type {{ channel: string }} */ { channel }) => channel),
    ...withheld.map((/** @type {{ reason: string }} */ { reason }) => reason),
  ]);
  assert.deepEqual(told, [
    ['ATL', 'firing'],
    ['ATL', 'silenced', 'silenced'],
    ['JFK', 'firing', 'chn_pager'],
    ['LAX', 'firing', 'inhibited'],
  ]);
});

test('holds the selector of the rule against what lines say, and takes the rest for what it asks for', () => {
  const selecting = file('selecting.json', {
    ...above,
    selector: { metric: 'departures', labels: { airport: 'ATL' } },
  });
  const lines = [
    series('a', up),
    series('b', up, { labels: { airport: 'LAX' } }),
    series('c', up, { metric: 'arrivals' }),
    series('d', up, { metric: 'departures', labels: { airport: 'ATL', gate: 'B2' } }),
  ];
  const { status, stdout, stderr } = run(['--rule', selecting], lines.join('\n'));
  assert.equal(status, 0);
  assert.match(stderr, /2 series are not those that the rule selects/);
  assert.deepEqual([...new Set(linesOf(stdout).map(({ id }) => id))], ['a', 'd']);
});

test('makes forecasts at a moving origin, and says how they did', () => {
  const hours = Array.from({ length: 24 * 8 }, (_, row) => row);
  const wave = hours.map((row) => 50 + 20 * Math.sin((2 * Math.PI * row) / 24) + (row > 144 ? 40 : 0));
  const timestamps = hours.map((row) => startMs / 1_000 + 3_600 * row);
  const condition = { type: 'forecast-breach', direction: 'above', threshold: 65, withinSeconds: 86_400 };
  const forecasts = file('forecasts.json', { ...above, forSeconds: 0, condition });
  const args = ['--rule', forecasts, '--summary', '--progress'];
  const { status, stdout, stderr } = run(args, JSON.stringify({ id: 1, timestamps, values: wave }));
  assert.equal(status, 0, stderr);
  const [{ forecast, fired, episodes }] = linesOf(stdout);
  assert.deepEqual([forecast.forecasts, fired, episodes[0].id], [7, 1, 1]);
  assert.ok(forecast.breaches.length >= 5);
  assert.ok(forecast.breaches.at(-1).leadTimeSeconds > 0);
  assert.equal(forecast.calibration.at(-1).to, 1);
});

test('reads CSV and gzip, and writes to a file', () => {
  const rows = up.map((value, row) => `${minute(row)},${value ?? ''}`).join('\n');
  const output = path.join(folder, 'out.jsonl');
  const { status, stdout } = run(
    ['--rule', rule, '--output', output],
    gzipSync(`timestamp,value\n${rows}\n`),
  );
  assert.deepEqual([status, stdout], [0, '']);
  assert.deepEqual(
    linesOf(fs.readFileSync(output, 'utf8')).map(({ id, to }) => [id, to]),
    [
      ['series', 'pending'],
      ['series', 'firing'],
      ['series', 'resolved'],
    ],
  );
});

test('puts an error line in the place of what it cannot read, and goes on', () => {
  const lines = [series('atl', up), '{"id":"bad","timestamps":[1],"values":["x"]}', series('atl', up), 'no'];
  const { status, stdout, stderr } = run(['--rule', rule], lines.join('\n'));
  assert.equal(status, 1);
  assert.match(stderr, /3 of the lines/);
  const errors = linesOf(stdout).filter(({ error }) => error !== undefined);
  assert.deepEqual(
    errors.map(({ line, id }) => [line, id]),
    [
      [2, 'bad'],
      [3, 'atl'],
      [4, undefined],
    ],
  );
  assert.equal(linesOf(stdout).length, 6);
});

for (const [name, content, expected] of /** @type {[string, unknown, RegExp][]} */ ([
  ['a rule that is no JSON', '{', /cannot be read/],
  ['a rule without a condition', { name: 'x' }, /\/condition/],
  ['an unknown field', { ...above, foo: 1 }, /\/foo: unknown field/],
  [
    'a rule on forecast jobs',
    { name: 'jobs', selector: { forecastJob: '*' }, condition: { type: 'forecast-job-failing' } },
    /\/condition\/type: expected a condition about series/,
  ],
  ['a recovery on the wrong side', { ...above, recovery: { threshold: 90 } }, /\/recovery\/threshold/],
])) {
  test(`tells ${name} from failed lines`, () => {
    const { status, stdout, stderr } = run(['--rule', file('wrong.json', content)], series('atl', up));
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, expected);
  });
}

test('tells times that are none, and a window that no forecast fills', () => {
  const wrong = run(['--rule', rule, '--from', 'soon'], series('atl', up));
  assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /--from must be/);
  const backwards = run(['--rule', rule, '--from', minute(2), '--to', minute(1)], series('atl', up));
  assert.match(backwards.stderr, /--from must be before --to/);
  const condition = { type: 'forecast-breach', direction: 'above', threshold: 65, withinSeconds: 8_640_000 };
  const far = run(
    ['--rule', file('far.json', { ...above, condition })],
    series('atl', [...up, ...Array(200).fill(1)]),
  );
  assert.equal(far.status, 2);
  assert.match(far.stderr, /144000 steps of "atl"/);
});

test('has nothing to say about an empty input, and explains itself when asked', () => {
  const empty = run(['--rule', rule], '');
  assert.deepEqual([empty.status, empty.stdout, empty.stderr], [0, '', '']);
  const help = run(['--help'], '');
  assert.equal(help.status, 0);
  assert.match(help.stdout, /Examples/);
});

test('ends quietly when its reader goes away, and at Ctrl-C', async () => {
  const flapping = series(
    'atl',
    Array.from({ length: 40_000 }, (_, row) => (row % 2 === 0 ? 70 : 40)),
  );
  const quick = file('quick.json', { ...above, forSeconds: 0 });
  const child = spawn(process.execPath, [...entry, '--rule', quick], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(flapping);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'exit');
  assert.equal(code, 141);
  const waiting = spawn(process.execPath, [...entry, '--rule', quick], { stdio: ['pipe', 'pipe', 'pipe'] });
  waiting.stdin.write('{"id":"bad"}\n');
  await once(waiting.stdout, 'data');
  waiting.kill('SIGINT');
  assert.equal((await once(waiting, 'exit'))[0], 130);
});
