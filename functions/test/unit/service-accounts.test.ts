import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceAccountName } from '../../src/config/service-accounts.ts';
import { deploymentWith, discoverIn } from '../support/discovery.ts';
import { sourceBehind } from '../support/import-graph.ts';

interface Manifest {
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

interface Endpoint {
  readonly serviceAccountEmail?: string;
  readonly secretEnvironmentVariables?: readonly { readonly key: string }[];
  readonly scheduleTrigger?: object;
  readonly eventTrigger?: object;
  readonly taskQueueTrigger?: object;
}

interface Row {
  readonly name: string;
  readonly account: string;
  readonly needs: readonly string[];
  readonly secrets: readonly string[];
}

const text = readFileSync(`${import.meta.dirname}/../../../docs/service-accounts.md`, 'utf8');
const listOf = (cell = '') => [...cell.matchAll(/`?([\w-]+)`?/g)].map(([, word = '']) => word);

/** The rows of the table of functions: name, account, needs, secrets, why. */
const rows: readonly Row[] = text
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^`[a-z]\w+`$/.test(cells[1] ?? '') && /^`iv-/.test(cells[2] ?? ''))
  .map(([, name = '', account = '', needs, secrets]) => ({
    name: name.replaceAll('`', ''),
    account: account.replaceAll('`', ''),
    needs: listOf(needs),
    secrets: listOf(secrets),
  }));

/** Everything that a deployment can have, switched on. */
let endpoints: Manifest['endpoints'];

beforeAll(() => {
  const all = deploymentWith({
    ownServiceAccounts: 'true',
    timeGptEnabled: 'true',
    chartLinksEnabled: 'true',
    emailEnabled: 'true',
    forecastJobTrigger: "'cloud-scheduler'",
  });
  ({ endpoints } = discoverIn<Manifest>(all));
}, 60_000);

describe('docs/service-accounts.md', () => {
  it('has a row for each function, and for nothing else', () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(endpoints).sort());
  });

  it('names the account that each function asks for', () => {
    for (const { name, account } of rows) {
      expect(account).toBe(serviceAccountName(name));
      expect(endpoints[name]?.serviceAccountEmail, name).toBe(`${account}@`);
    }
  });

  it('names the secrets that each function is given', () => {
    for (const { name, secrets } of rows) {
      const given = (endpoints[name]?.secretEnvironmentVariables ?? []).map(({ key }) => key);
      expect([...secrets].sort(), name).toEqual(given.sort());
    }
  });

  it('lets schedules and events call the function that they are for', () => {
    for (const { name, needs } of rows) {
      const { scheduleTrigger, eventTrigger } = endpoints[name] ?? {};
      expect(needs.includes('called'), name).toBe(
        scheduleTrigger !== undefined || eventTrigger !== undefined,
      );
      expect(needs.includes('events'), name).toBe(eventTrigger !== undefined);
    }
  });

  it.each([
    ['tasks', /\.enqueue[A-Z]\w*\(/],
    ['channel-secrets', /export async function keepSecret\b|keepSecret\(/],
    ['channel-reading', /secretsInForce\(/],
    ['cloud-scheduler', /reconcileSchedulerJob\(/],
  ])('says %s of the functions whose code does that, and of no other', (need, trace) => {
    const doing = rows.filter(({ name }) => sourceBehind(name).some((code) => trace.test(code)));
    const implied = need === 'channel-reading' ? ['channel-reading', 'channel-secrets'] : [need];
    const said = rows.filter(({ needs }) => needs.some((one) => implied.includes(one)));
    expect(said.map(({ name }) => name)).toEqual(doing.map(({ name }) => name));
    expect(doing.length).toBeGreaterThan(0);
  });

  it('gives every account to the store, and to the commands', () => {
    const always = rows.filter(({ name }) => !/Scheduled|Scheduler/.test(name));
    const made = /for name in ([^;]+); do\n {2}gcloud iam service-accounts create/.exec(text)?.[1] ?? '';
    const names = made.replaceAll('\\\n', ' ').split(/\s+/).filter(Boolean);
    expect(names.map((name) => `iv-${name}`)).toEqual(always.map(({ account }) => account));
    for (const { name, needs } of rows) expect(needs, name).toContain('firestore');
  });

  it('explains every need, with the roles that it takes', () => {
    for (const need of new Set(rows.flatMap(({ needs }) => needs)))
      expect(text, need).toMatch(new RegExp(`^\\| ${need} \\| .*\`roles/|^\\| ${need} \\| .*iv[A-Z]`, 'm'));
  });
});

it('runs as the default account unless the deployment has made others', () => {
  const { endpoints: asDeployed } = discoverIn<Manifest>();
  for (const [name, { serviceAccountEmail }] of Object.entries(asDeployed))
    expect(serviceAccountEmail ?? null, name).toBeNull();
}, 60_000);
