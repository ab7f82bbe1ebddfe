import { describe, expect, it } from 'vitest';
import { inhibitionRuleSchema } from '../../contracts/inhibition-rule.ts';
import { notificationPolicySchema } from '../../contracts/notification-policy.ts';
import { rehearse } from './rehearse.ts';
import { linesOf, minute, route, ruleOf, seriesOf, silenceOf, staged } from './testing/staged.ts';

const written = { createdAt: minute(0), updatedAt: minute(0), createdBy: 'user:ada' };
const matching = (label: string, value: string) => [{ label, operator: '=' as const, value }];

describe('a rehearsal', () => {
  it('leads an alert through its states, and says at each who was told of it', () => {
    const rule = ruleOf({ forSeconds: 120, recovery: { threshold: 50 } });
    const values = [40, 70, 70, 70, 55, 45];
    expect(linesOf(rehearse(staged(rule, [seriesOf(values)])))).toEqual([
      '1 inactive → pending',
      '3 pending → firing; 3.5 slack first-notification',
      '5 firing → resolved; 8.5 slack all-resolved',
    ]);
  });

  it('tells series of one group together, once', () => {
    const other = { metricId: 'met_lax', labels: { airport: 'LAX' } };
    const found = rehearse(staged(ruleOf(), [seriesOf([70]), seriesOf([70], other)]));
    expect(found.notifications).toMatchObject([{ channelId: 'slack', alerts: 2, notification: 1 }]);
    expect(found.timeline.map(({ sent }) => sent.map(({ notification }) => notification))).toEqual([
      [1],
      [1],
    ]);
  });

  it('repeats, and escalates what nobody acknowledges', () => {
    const notify = route({
      repeatIntervalSeconds: 3_600,
      escalation: [{ afterSeconds: 600, channels: ['pager'] }],
    });
    const [line] = linesOf(rehearse(staged(ruleOf({ notify }), [seriesOf([70])])));
    expect(line).toBe(
      '0 inactive → firing; 0.5 slack first-notification; 10.5 pager escalation; 60.5 slack repeat; 70.5 pager repeat',
    );
  });

  it('withholds what came and went before anybody was told', () => {
    expect(
      linesOf(rehearse(staged(ruleOf({ notify: route({ groupWaitSeconds: 300 }) }), [seriesOf([70, 40])]))),
    ).toEqual(['0 inactive → firing', '1 firing → resolved; -1 null over-before-told']);
  });

  it('withholds in quiet hours, and tells at their end what still fires', () => {
    const quietHours = { windows: [{ from: '11:00', to: '13:00' }] };
    expect(linesOf(rehearse(staged(ruleOf({ notify: route({ quietHours }) }), [seriesOf([70])])))).toEqual([
      '0 inactive → firing; 60 slack first-notification; -0.5 slack quiet-hours',
    ]);
  });

  it('withholds while a silence holds, and tells when it ends', () => {
    const silences = [silenceOf('sil_1', { startsAt: minute(0), endsAt: minute(30) })];
    expect(linesOf(rehearse(staged(ruleOf(), [seriesOf([40, 70])], { silences })))).toEqual([
      '1 inactive → firing',
      '1 firing → silenced; -1.5 slack silenced',
      '30 silenced → firing; 31.5 slack first-notification',
    ]);
    const later = [silenceOf('sil_1', { startsAt: minute(10), endsAt: minute(30) })];
    expect(linesOf(rehearse(staged(ruleOf(), [seriesOf([40, 70])], { silences: later })))).toEqual([
      '1 inactive → firing; 1.5 slack first-notification',
      '10 firing → silenced',
      '30 silenced → firing',
    ]);
    const elsewhere = [
      silenceOf('sil_1', { startsAt: minute(0), endsAt: minute(30), matchers: matching('airport', 'LAX') }),
    ];
    expect(linesOf(rehearse(staged(ruleOf(), [seriesOf([40, 70])], { silences: elsewhere })))).toEqual([
      '1 inactive → firing; 1.5 slack first-notification',
    ]);
  });

  it('hands an alert from a silence that ends to one that begins', () => {
    const silences = [
      silenceOf('sil_1', { startsAt: minute(0), endsAt: minute(30) }),
      silenceOf('sil_2', { startsAt: minute(30), endsAt: minute(60) }),
    ];
    const lines = linesOf(rehearse(staged(ruleOf(), [seriesOf([70])], { silences })));
    expect(lines.at(-1)).toBe('60 silenced → firing; 60.5 slack first-notification');
    expect(lines.filter((line) => / slack first-notification/.test(line))).toHaveLength(1);
  });

  it('withholds what another alert inhibits, of another rule or its own, as long as that fires', () => {
    const inhibition = inhibitionRuleSchema.parse({
      name: 'airport closed',
      sourceMatchers: matching('alertname', 'Closed'),
      targetMatchers: matching('alertname', 'Many departures'),
      equal: ['airport'],
      ...written,
    });
    const closed = (airport: string) => ({
      ...{ alertId: 'alr_closed', labels: { alertname: 'Closed', airport } },
      ...{ from: minute(-60), to: minute(20) },
    });
    const inhibitions = [{ inhibitionId: 'inh_1', inhibition }];
    const withClosed = (airport: string) =>
      linesOf(rehearse(staged(ruleOf(), [seriesOf([70])], { inhibitions, others: [closed(airport)] })));
    expect(withClosed('ATL')).toEqual([
      '0 inactive → firing; 20.5 slack first-notification; -0.5 slack inhibited',
    ]);
    expect(withClosed('LAX')).toEqual(['0 inactive → firing; 0.5 slack first-notification']);
  });

  it('routes by the policies where the rule says nothing itself, and tells nobody where none matches', () => {
    const policy = notificationPolicySchema.parse({
      ...{
        name: 'critical',
        matchers: matching('severity', 'critical'),
        notify: route({ channels: ['pager'] }),
      },
      ...written,
    });
    const policies = [{ policyId: 'pol_1', policy }];
    const told = (severity: string) =>
      linesOf(rehearse(staged(ruleOf({ notify: null, severity }), [seriesOf([70])], { policies })));
    expect(told('critical')).toEqual(['0 inactive → firing; 0.5 pager first-notification']);
    expect(told('info')).toEqual(['0 inactive → firing']);
  });

  it('says of a channel that is not there that it is missing', () => {
    const [line] = linesOf(rehearse(staged(ruleOf(), [seriesOf([70])], { channels: [] })));
    expect(line).toBe('0 inactive → firing; -0.5 slack channel-missing');
  });

  it('notices silence of a series at its instant, though nothing comes', () => {
    const absence = ruleOf({ condition: { type: 'absence', afterSeconds: 600 } });
    const values = [1, 1, ...Array.from({ length: 20 }, () => null), 1];
    expect(linesOf(rehearse(staged(absence, [seriesOf(values)], { to: minute(30) })))).toEqual([
      '11 inactive → firing; 11.5 slack first-notification',
      '22 firing → resolved; 26.5 slack all-resolved',
    ]);
    const noData = ruleOf({ noData: { policy: 'resolve', afterSeconds: 600 } });
    expect(linesOf(rehearse(staged(noData, [seriesOf([70])])))).toEqual([
      '0 inactive → firing; 0.5 slack first-notification',
      '10 firing → resolved; 10.5 slack all-resolved',
    ]);
  });

  it('knows points from before its beginning, and evaluates none of them', () => {
    const window = { seconds: 300, aggregate: 'average', minimumPoints: 5 };
    const condition = { type: 'threshold', operator: '>', threshold: 60, window };
    const series = seriesOf([70, 70, 70, 70, 70, 70], { start: -4 });
    expect(linesOf(rehearse(staged(ruleOf({ condition }), [series])))).toEqual([
      '0 inactive → firing; 0.5 slack first-notification',
    ]);
  });
});
