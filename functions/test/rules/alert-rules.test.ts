import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, expect, it } from 'vitest';
import { alertRuleSchema } from '../../src/contracts/alert-rule.ts';
import { collection } from '../../src/firestore/collections.ts';
import {
  alertRule,
  before,
  madeBefore,
  madeBy,
  optionalRuleFields,
  requestTime,
} from './support/documents.ts';
import { foreign, own, uidOf, useWorld } from './support/world.ts';

const world = useWorld('alert-rules');
const inOwn = `organizations/${own}/alert_rules`;
const admin = uidOf('admin');

let rules = 0;

/** An admin creates the rule with these changes; answers with its id. */
async function create(change: Record<string, unknown>): Promise<string> {
  rules += 1;
  const ruleId = `rul_${rules}`;
  await world.as('admin').set(`${inOwn}/${ruleId}`, { ...alertRule, ...madeBy(admin), ...change });
  return ruleId;
}

const labels = (count: number, value = 'v') =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`label_${place}`, value]));

it('knows every field that the contract knows', () => {
  expect(Object.keys({ ...alertRule, ...optionalRuleFields, ...madeBefore }).sort()).toEqual(
    Object.keys(alertRuleSchema.shape).sort(),
  );
});

const window = { seconds: 3_600, aggregate: 'p95', minimumPoints: 10 };
const change = {
  ...{ type: 'change', against: 'last-week', direction: 'fall', by: 20, unit: 'percent' },
  window: { seconds: 3_600, aggregate: 'average', minimumPoints: 1 },
};

const jobFailing = {
  selector: { forecastJob: '*' },
  condition: { type: 'forecast-job-failing', failures: 3 },
};

describe('a rule that is admitted can be read by the server', () => {
  it.each([
    ['a threshold', { condition: { type: 'threshold', operator: '>=', threshold: -1.5 } }],
    ['an anomaly', { condition: { type: 'anomaly', minimumSeverity: 'high' } }],
    ['an anomaly of a score', { condition: { type: 'anomaly', minimumSeverity: 'low', minimumScore: 0.5 } }],
    [
      'so many anomalous points',
      { condition: { type: 'anomaly', minimumSeverity: 'low', count: { atLeast: 3, of: 5 } } },
    ],
    ['a threshold over a window', { condition: { type: 'threshold', operator: '>', threshold: 1, window } }],
    ['a change', { condition: change }],
    ['a change by a clock of its own', { condition: { ...change, timeZone: 'Europe/Vienna' } }],
    ['absence', { condition: { type: 'absence', afterSeconds: 600 } }],
    ['each forecast job', jobFailing],
    ['one forecast job', { ...jobFailing, selector: { forecastJob: 'job_4f1c0a9be2d84c6f9a1b2c3d' } }],
    ['a policy for no data', { noData: { policy: 'resolve', afterSeconds: 3_600 } }],
    ['a time to be calm', { recovery: { forSeconds: 600 } }],
    ['hysteresis and a time to be calm', { recovery: { threshold: 50, forSeconds: 600 } }],
    ['what the server fills in, empty', optionalRuleFields],
    ['one series', { selector: { metricId: 'met_4f1c0a9be2d84c6f9a1b2c3d' } }],
    ['hysteresis', { recovery: { threshold: 50 } }],
    ['a long name', { name: 'x'.repeat(120) }],
    ['a long name outside the basic plane', { name: '😀'.repeat(60) }],
    ['a name outside ASCII', { name: 'Abflüge über 60 ✈ 出発' }],
    ['no annotations', { annotations: {} }],
    ['no labels', { labels: {} }],
    [
      'labels of every form',
      { labels: { _: '', _a: 'ä', 'a.b-c_d': '😀'.repeat(256), A9: 'y', end: '', z: '' } },
    ],
    ['as many labels as there may be', { labels: labels(24), selector: { metric: 'm', labels: labels(24) } }],
  ])('%s', async (_, change) => {
    const ruleId = await assertSucceeds(create(change));
    const read = await collection(world.server, own, 'alert_rules').doc(ruleId).get();
    expect(read.data()).toMatchObject(change);
  });
});

describe('a rule is refused', () => {
  const condition = (change: Record<string, unknown>) => ({
    condition: { ...(alertRule.condition as Record<string, unknown>), ...change },
  });
  const selector = (change: Record<string, unknown>) => ({
    selector: { metric: 'm', labels: {}, ...change },
  });

  const counting = (count: Record<string, unknown>) => ({
    condition: { type: 'anomaly', minimumSeverity: 'low', count },
  });
  const over = (part: Record<string, unknown>) => ({
    condition: { type: 'threshold', operator: '>', threshold: 1, window: { ...window, ...part } },
  });

  it.each<[string, Record<string, unknown>]>([
    ['an unknown field', { priority: 1 }],
    ['a name that is no text', { name: 7 }],
    ['an empty name', { name: '' }],
    ['a name of blanks', { name: ' \t\u00a0\ufeff\v' }],
    ['a name too long', { name: 'x'.repeat(121) }],
    ['a name too long outside the basic plane', { name: '😀'.repeat(121) }],
    ['enabled that is no boolean', { enabled: 'yes' }],
    ['a selector of nothing', { selector: {} }],
    ['a selector that is no map', { selector: 'met_1' }],
    ['a selector of both kinds', selector({ metricId: 'met_1' })],
    ['a selector by a path', { selector: { metricId: '../met_1' } }],
    ['a metric key with blanks', selector({ metric: 'a b' })],
    ['a metric key too long', selector({ metric: 'a'.repeat(201) })],
    ['a selector label that is no text', selector({ labels: { airport: 1 } })],
    ['no condition', { condition: null }],
    ['a condition of unknown type', condition({ type: 'guess' })],
    ['a condition with a field too many', condition({ operator: '>' })],
    ['a condition without its threshold', { condition: { type: 'threshold', operator: '>' } }],
    ['a threshold that is no number', condition({ threshold: '60' })],
    ['a threshold that is NaN', condition({ threshold: Number.NaN })],
    ['an infinite threshold', condition({ threshold: Number.POSITIVE_INFINITY })],
    ['a negatively infinite threshold', condition({ threshold: Number.NEGATIVE_INFINITY })],
    ['an unknown operator', { condition: { type: 'threshold', operator: '!=', threshold: 1 } }],
    ['an unknown direction', condition({ direction: 'sideways' })],
    ['within no time', condition({ withinSeconds: 0 })],
    ['within half a second', condition({ withinSeconds: 0.5 })],
    ['a probability of 0', condition({ probability: 0 })],
    ['a probability above 1', condition({ probability: 1.01 })],
    ['an unknown severity of anomaly', { condition: { type: 'anomaly', minimumSeverity: 'huge' } }],
    ['a score above 1', { condition: { type: 'anomaly', minimumSeverity: 'low', minimumScore: 1.1 } }],
    ['more of the last points than there are', counting({ atLeast: 6, of: 5 })],
    ['none of the last points', counting({ atLeast: 0, of: 5 })],
    ['too many last points', counting({ atLeast: 1, of: 51 })],
    ['a window of no time', over({ seconds: 0 })],
    ['a window too long', over({ seconds: 32 * 86_400 })],
    ['an unknown aggregate', over({ aggregate: 'mode' })],
    ['a window of no points', over({ minimumPoints: 0 })],
    ['a window with a field too many', over({ every: 60 })],
    ['an unknown reference', { condition: { ...change, against: 'last-year' } }],
    ['a change to no side', { condition: { ...change, direction: 'sideways' } }],
    ['a change by nothing', { condition: { ...change, by: 0 } }],
    ['a change in an unknown unit', { condition: { ...change, unit: 'shares' } }],
    [
      'a change of a window longer than a day',
      { condition: { ...change, window: { ...window, seconds: 86_401 } } },
    ],
    ['a change by a clock that is no text', { condition: { ...change, timeZone: 7 } }],
    ['no failures', { ...jobFailing, condition: { type: 'forecast-job-failing', failures: 0 } }],
    ['too many failures', { ...jobFailing, condition: { type: 'forecast-job-failing', failures: 101 } }],
    ['half a failure', { ...jobFailing, condition: { type: 'forecast-job-failing', failures: 1.5 } }],
    ['a job by a path', { ...jobFailing, selector: { forecastJob: '../job_1' } }],
    ['jobs by a pattern', { ...jobFailing, selector: { forecastJob: 'job_*' } }],
    ['a job and a series', { ...jobFailing, selector: { forecastJob: '*', metricId: 'met_1' } }],
    ['absence of a moment', { condition: { type: 'absence', afterSeconds: 59 } }],
    ['an unknown policy for no data', { noData: { policy: 'panic', afterSeconds: 600 } }],
    ['a policy for no data without its time', { noData: { policy: 'keep' } }],
    ['a recovery of nothing', { recovery: {} }],
    ['a recovery with a field too many', { recovery: { threshold: 1, probability: 0.5 } }],
    ['a recovery in negative time', { recovery: { forSeconds: -1 } }],
    ['a negative duration', { forSeconds: -1 }],
    ['a duration of half seconds', { forSeconds: 0.5 }],
    ['a recovery that is a number', { recovery: 50 }],
    ['a recovery that is NaN', { recovery: { threshold: Number.NaN } }],
    ['an unknown severity', { severity: 'fatal' }],
    ['labels that are a list', { labels: ['a'] }],
    ['a label that is no text', { labels: { a: 'x', b: 2 } }],
    ['a last label that is no text', { labels: { ...labels(23), last: 2 } }],
    ['a label value too long', { labels: { a: 'x'.repeat(257) } }],
    ['a label name with a blank', { labels: { 'a b': 'x' } }],
    ['a label name with two leading underscores', { labels: { __a: 'x' } }],
    ['a label name too long', { labels: { ['a'.repeat(65)]: 'x' } }],
    ['a label name of two lines', { labels: { 'a\nb': 'x' } }],
    ['a label that is null', { labels: { a: null } }],
    ['a label that is a map', { labels: { a: {} } }],
    ['too many labels', { labels: labels(25) }],
    ['an unknown annotation', { annotations: { runbook: 'https://example.com' } }],
    ['an annotation that is no text', { annotations: { summary: 1 } }],
    ['a summary too long', { annotations: { summary: 'x'.repeat(1_025) } }],
    ['a description too long', { annotations: { description: 'x'.repeat(4_097) } }],
  ])('with %s, as the contract refuses it', async (_, change) => {
    await assertFails(create(change));
    const parsed = alertRuleSchema.strict().safeParse({ ...alertRule, ...madeBefore, ...change });
    expect(parsed.success).toBe(false);
  });

  it.each([
    ['a channel to tell, which may not be there', { notify: { channels: ['chn_1'] } }],
    ['problems of its own making', { status: { problems: [], checkedAt: before } }],
    ['failing jobs over series', { condition: jobFailing.condition }],
    ['a threshold over jobs', { selector: jobFailing.selector }],
    ['failing jobs that wait', { ...jobFailing, forSeconds: 60 }],
    ['failing jobs that recover', { ...jobFailing, recovery: { forSeconds: 60 } }],
    ['failing jobs without data', { ...jobFailing, noData: { policy: 'keep', afterSeconds: 600 } }],
    ['absence that waits', { condition: { type: 'absence', afterSeconds: 600 }, forSeconds: 60 }],
    [
      'absence with a policy for no data',
      { condition: { type: 'absence', afterSeconds: 600 }, noData: { policy: 'keep', afterSeconds: 600 } },
    ],
  ])('with %s', async (_, change) => {
    await assertFails(create(change));
  });

  it('without what the server would have to fill in', async () => {
    await assertFails(
      create({ condition: { type: 'threshold', operator: '>', threshold: 1, window: { seconds: 60 } } }),
    );
    await assertFails(create({ selector: { metric: 'm' } }));
    await assertFails(create({ condition: { type: 'anomaly' } }));
  });

  it.each(Object.keys(alertRule))('without %s', async (field) => {
    const { [field]: _, ...rest } = { ...alertRule, ...madeBy(admin) };
    await assertFails(world.as('admin').set(`${inOwn}/rul_incomplete`, rest));
  });

  it.each([
    ['in the name of somebody else', { createdBy: `user:${uidOf('owner')}` }],
    ['in the name of the system', { createdBy: 'system:dispatchDueJobs' }],
    ['from the past', { createdAt: before }],
    ['with an update in the past', { updatedAt: before }],
  ])('%s', async (_, change) => {
    await assertFails(create(change));
  });
});

describe('a change of a rule', () => {
  const change = async (fields: Record<string, unknown>, from: Record<string, unknown> = {}) => {
    const path = `${inOwn}/rul_changed`;
    await world.server.doc(path).set({ ...alertRule, ...madeBefore, ...from });
    return world.as('admin').update(path, { updatedAt: requestTime(), ...fields });
  };

  it('may touch any field that people edit', async () => {
    await assertSucceeds(change({ name: 'renamed', condition: { type: 'anomaly', minimumSeverity: 'low' } }));
  });

  it('may leave how alerts are told as it is, or to the policies, and what the server found as it is', async () => {
    const notify = { channels: ['chn_1'], groupWaitSeconds: 30 };
    const status = { problems: [{ pointer: '/name', detail: 'expected a name' }], checkedAt: before };
    await assertSucceeds(change({ name: 'renamed' }, { notify, status }));
    await assertSucceeds(change({ notify: null }, { notify }));
    await assertFails(change({ notify: { channels: ['chn_2'] } }, { notify }));
    await assertFails(change({ status: null }, { status }));
  });

  it('may enable it', async () => {
    await assertSucceeds(change({ enabled: true }, { enabled: false }));
    await assertSucceeds(change({ name: 'still off' }, { enabled: false }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['disable it, which would leave its alerts open', { enabled: false }],
    ['point it at another series', { selector: { metricId: 'met_1' } }],
    ['point it at forecast jobs', jobFailing],
    ['point it at other labels', { 'selector.labels': {} }],
    ['move its origin to who changes it', { createdBy: `user:${admin}` }],
    ['move its beginning', { createdAt: requestTime() }],
    ['be backdated', { updatedAt: before }],
    ['break its shape', { severity: 'fatal' }],
    ['add a field', { priority: 1 }],
  ])('may not %s', async (_, fields) => {
    await assertFails(change(fields));
  });
});

it('cannot be written to two organizations in one batch by an admin of one', async () => {
  const rule = { ...alertRule, ...madeBy(admin) };
  const both = { [`${inOwn}/rul_x`]: rule, [`organizations/${foreign}/alert_rules/rul_x`]: rule };
  await assertFails(world.as('admin').setTogether(both));
});
