import { describe, expect, it } from 'vitest';
import { route, SimulatedGroup } from './testing/simulated-group.ts';

const minute = 60;
const hour = 3_600;

describe('what is told of a group', () => {
  it('waits groupWait for others, then tells all in one', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(20).set('b', 'firing').goTo(29);
    expect(group.lines).toEqual([]);
    expect(group.goTo(10 * minute).lines).toEqual(['30 slack first-notification: a b']);
  });

  it('tells what is new at the next group interval, with what fires already', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(40).set('b', 'firing').goTo(hour);
    expect(group.lines).toEqual(['30 slack first-notification: a', '330 slack new-alerts: a b']);
  });

  it('keeps the rhythm of the group interval while the group goes on', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(1_000).set('b', 'firing').goTo(hour);
    expect(group.lines.at(-1)).toBe('1230 slack new-alerts: a b');
  });

  it('tells what is over at the next group interval, and the end of all', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').set('b', 'firing').goTo(minute);
    group
      .set('a', 'resolved')
      .goTo(10 * minute)
      .set('b', 'resolved')
      .goTo(hour);
    expect(group.lines.slice(1)).toEqual(['330 slack new-resolved: b -a', '630 slack all-resolved: -b']);
    expect(group.group.active).toBe(false);
    expect(group.group.nextFlushAt).toBeNull();
  });

  it('waits groupWait anew once all was over', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(minute).set('a', 'resolved').goTo(hour);
    group.set('b', 'firing').goTo(2 * hour);
    expect(group.lines.at(-1)).toBe('3630 slack first-notification: b');
  });

  it('tells again when the repeat interval is over, counted from what was told last', () => {
    const group = new SimulatedGroup(route())
      .set('a', 'firing')
      .goTo(minute)
      .set('b', 'firing')
      .goTo(10 * hour);
    expect(group.lines.slice(1)).toEqual([
      '330 slack new-alerts: a b',
      `${330 + 4 * hour} slack repeat: a b`,
      `${330 + 8 * hour} slack repeat: a b`,
    ]);
  });

  it('tells nobody of what came and went before it was told', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(20).set('a', 'resolved').goTo(hour);
    expect(group.lines).toEqual([]);
    expect(group.plans.map((plan) => plan.channels[0]?.reason)).toEqual(['nothing-fires']);
  });

  it('does not tell of the end of what it never told of, unlike Alertmanager', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(minute).set('b', 'firing').goTo(90);
    expect(group.set('b', 'resolved').goTo(hour).lines).toEqual(['30 slack first-notification: a']);
  });

  it('says nothing of what is over where sendResolved is off, and tells anew what fires then', () => {
    const group = new SimulatedGroup(route({ sendResolved: false })).set('a', 'firing').goTo(minute);
    group.set('a', 'resolved').goTo(10 * minute);
    expect(group.withheld).toEqual(['330 slack a: send-resolved-off']);
    group.set('a2', 'firing', { fingerprint: 'a' }).goTo(hour);
    expect(group.lines).toEqual(['30 slack first-notification: a', '630 slack first-notification: a2']);
  });

  it('tells each channel by its own log', () => {
    const group = new SimulatedGroup(route({ channels: ['slack', 'mail'] })).set('a', 'firing').goTo(minute);
    group.notify = route({ channels: ['slack', 'mail', 'hook'] });
    group.set('b', 'firing').goTo(hour);
    expect(group.lines.slice(2)).toEqual([
      '330 slack new-alerts: a b',
      '330 mail new-alerts: a b',
      '330 hook first-notification: a b',
    ]);
  });
});

describe('a series that flaps', () => {
  it('is told once that it fires and once that it is over, inside the group interval', () => {
    const group = new SimulatedGroup(route()).set('e0', 'firing', { fingerprint: 's' }).goTo(40);
    for (let n = 0; n < 20; n += 1) {
      group.set(`e${n}`, 'resolved', { fingerprint: 's' }).goTo(40 + 10 * n + 5);
      group.set(`e${n + 1}`, 'firing', { fingerprint: 's' }).goTo(40 + 10 * n + 10);
    }
    group.set('e20', 'resolved', { fingerprint: 's' }).goTo(hour);
    expect(group.lines).toEqual(['30 slack first-notification: e0', '330 slack all-resolved: -e0']);
  });

  it('is not told again when the next episode fires before the end of the last was told, and says why', () => {
    const group = new SimulatedGroup(route()).set('e0', 'firing', { fingerprint: 's' }).goTo(40);
    group.set('e0', 'resolved', { fingerprint: 's' }).goTo(50).set('e1', 'firing', { fingerprint: 's' });
    expect(group.goTo(hour).lines).toEqual(['30 slack first-notification: e0']);
    expect(group.withheld).toEqual(['330 slack e1: already-told']);
    group.set('e1', 'resolved', { fingerprint: 's' }).goTo(2 * hour);
    expect(group.lines.at(-1)).toBe('3630 slack all-resolved: -e0');
  });

  it('says with the next message which episode is over and which goes on', () => {
    const group = new SimulatedGroup(route()).set('e0', 'firing', { fingerprint: 's' }).goTo(40);
    group.set('e0', 'resolved', { fingerprint: 's' }).goTo(50).set('e1', 'firing', { fingerprint: 's' });
    group.goTo(5 * hour);
    expect(group.lines.slice(1)).toEqual([`${30 + 4 * hour} slack repeat: e1 -e0`]);
    expect(
      group
        .set('e1', 'resolved', { fingerprint: 's' })
        .goTo(6 * hour)
        .lines.at(-1),
    ).toMatch(/-e1$/);
  });

  it('is told again when somebody had taken care of the episode before', () => {
    const group = new SimulatedGroup(route()).set('e0', 'firing', { fingerprint: 's' }).goTo(40);
    group
      .set('e0', 'acknowledged', { fingerprint: 's' })
      .goTo(50)
      .set('e0', 'resolved', { fingerprint: 's' });
    group.set('e1', 'firing', { fingerprint: 's' }).goTo(hour);
    expect(group.lines.slice(1)).toEqual(['330 slack new-alerts: e1 -e0']);
  });
});

describe('a flush that comes early, late or twice', () => {
  it('tells nothing before its time', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing');
    expect(group.flush().channels.map(({ reason }) => reason)).toEqual(['waiting']);
    expect(group.goTo(hour).lines).toEqual(['30 slack first-notification: a']);
  });

  it('tells nothing the second time, and leaves the group as it is', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(30);
    const before = group.group;
    expect(group.flush().tellings).toEqual([]);
    expect(group.group).toEqual(before);
  });
});

describe('what is withheld', () => {
  it('because it is silenced, until the silence ends', () => {
    const group = new SimulatedGroup(route())
      .set('a', 'silenced')
      .set('b', 'firing')
      .goTo(10 * minute);
    expect(group.lines).toEqual(['30 slack first-notification: b']);
    expect(group.withheld).toEqual(['30 slack a: silenced']);
    expect(group.set('a', 'firing').goTo(hour).lines.at(-1)).toBe('630 slack new-alerts: a b');
  });

  it('says a reason once, and again when something was told in between', () => {
    const group = new SimulatedGroup(route())
      .set('a', 'silenced')
      .set('b', 'firing')
      .goTo(10 * minute);
    group
      .set('c', 'firing')
      .goTo(20 * minute)
      .set('a', 'firing')
      .goTo(30 * minute)
      .set('a', 'silenced');
    group
      .set('d', 'firing')
      .goTo(hour)
      .set('e', 'firing')
      .goTo(2 * hour);
    expect(group.withheld).toEqual(['30 slack a: silenced', '1830 slack a: silenced']);
  });

  it('an end under silence, for good: as Alertmanager, it is not made up for', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(minute);
    group
      .set('a', 'resolved')
      .mute('a', 'silenced')
      .goTo(10 * minute);
    expect(group.mute('a', null).goTo(hour).lines).toEqual(['30 slack first-notification: a']);
    expect(group.withheld).toEqual(['330 slack a: silenced']);
    expect(group.group.active).toBe(false);
  });

  it('because it is inhibited, looking again at each group interval', () => {
    const group = new SimulatedGroup(route())
      .set('a', 'firing')
      .mute('a', 'inhibited')
      .goTo(20 * minute);
    expect(group.withheld).toEqual(['30 slack a: inhibited']);
    expect(group.mute('a', null).goTo(hour).lines).toEqual(['1230 slack first-notification: a']);
  });

  it('because its channel is disabled or missing, until it no longer is', () => {
    const group = new SimulatedGroup(route({ channels: ['slack', 'mail'] }));
    group.statuses.set('slack', 'disabled').set('mail', 'missing');
    group.set('a', 'firing').goTo(10 * minute);
    expect(group.withheld).toEqual(['30 slack a: channel-disabled', '30 mail a: channel-missing']);
    group.statuses.set('slack', 'enabled');
    expect(group.goTo(hour).lines).toEqual(['630 slack first-notification: a']);
  });
});

describe('quiet hours', () => {
  const quietHours = {
    timeZone: 'Europe/Vienna',
    windows: [{ days: ['monday' as const], from: '11:00', to: '13:00' }],
  };

  it('withhold, and tell at their end what still fires', () => {
    const group = new SimulatedGroup(route({ quietHours })).set('a', 'firing').set('b', 'firing').goTo(hour);
    expect(group.withheld).toEqual(['30 slack a: quiet-hours', '30 slack b: quiet-hours']);
    expect(group.set('b', 'resolved').goTo(3 * hour).lines).toEqual([
      `${2 * hour} slack first-notification: a`,
    ]);
  });

  it('swallow the end of what was told before them, as Alertmanager does', () => {
    const beforeThem = Date.parse('2026-11-23T09:50:00Z');
    const group = new SimulatedGroup(route({ quietHours }), beforeThem).set('a', 'firing').goTo(20 * minute);
    group.set('a', 'resolved').goTo(6 * hour);
    expect(group.lines).toEqual(['30 slack first-notification: a']);
    expect(group.withheld).toEqual(['1230 slack a: quiet-hours']);
  });

  it('put off a repeat to their end', () => {
    const beforeThem = Date.parse('2026-11-23T06:30:00Z');
    const group = new SimulatedGroup(route({ quietHours }), beforeThem).set('a', 'firing').goTo(6 * hour);
    expect(group.lines).toEqual(['30 slack first-notification: a', `${5.5 * hour} slack repeat: a`]);
  });
});

describe('an acknowledged alert', () => {
  it('is not told again', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(minute).set('a', 'acknowledged');
    expect(group.goTo(24 * hour).lines).toEqual(['30 slack first-notification: a']);
    expect(group.plans.at(-1)?.channels[0]?.reason).toBe('acknowledged');
    expect(group.group.nextFlushAt).toBeNull();
  });

  it('is told at once, once, to a channel that knows acknowledgements', () => {
    const group = new SimulatedGroup(route({ channels: ['slack', 'pagerduty'] }))
      .set('a', 'firing')
      .goTo(minute);
    group.set('a', 'acknowledged').goTo(24 * hour);
    expect(group.lines.slice(2)).toEqual(['60 pagerduty acknowledged: a']);
  });

  it('is told to such a channel apart from the others of its group', () => {
    const group = new SimulatedGroup(route({ channels: ['pagerduty'] }))
      .set('a', 'firing')
      .set('b', 'firing');
    group
      .goTo(minute)
      .set('a', 'acknowledged')
      .goTo(2 * minute)
      .set('b', 'acknowledged')
      .goTo(hour);
    expect(group.lines.slice(1)).toEqual(['60 pagerduty acknowledged: a', '120 pagerduty acknowledged: b']);
  });

  it('is withheld where nobody was told before', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(10).set('a', 'acknowledged').goTo(hour);
    expect(group.lines).toEqual([]);
    expect(group.withheld).toEqual(['30 slack a: acknowledged']);
  });

  it('is told anew when it is reopened, and its end in any case', () => {
    const group = new SimulatedGroup(route()).set('a', 'firing').goTo(minute).set('a', 'acknowledged');
    group
      .goTo(10 * minute)
      .set('a', 'firing')
      .goTo(20 * minute);
    expect(group.lines.slice(1)).toEqual(['630 slack new-alerts: a']);
    group
      .set('a', 'acknowledged')
      .goTo(30 * minute)
      .set('a', 'resolved')
      .goTo(hour);
    expect(group.lines.slice(2)).toEqual(['1830 slack all-resolved: -a']);
  });
});

describe('escalation', () => {
  const escalation = [
    { afterSeconds: 15 * minute, channels: ['lead'] },
    { afterSeconds: hour, channels: ['boss', 'slack'] },
  ];

  it('tells the next step when nobody took care in time, and repeats to all that were reached', () => {
    const group = new SimulatedGroup(route({ escalation })).set('a', 'firing').goTo(6 * hour);
    expect(group.lines).toEqual([
      '30 slack first-notification: a',
      '930 lead escalation: a',
      '3630 boss escalation: a',
      `${30 + 4 * hour} slack repeat: a`,
      `${930 + 4 * hour} lead repeat: a`,
      `${3_630 + 4 * hour} boss repeat: a`,
    ]);
  });

  it('stops when somebody does, and tells the end to those it reached', () => {
    const group = new SimulatedGroup(route({ escalation })).set('a', 'firing').goTo(20 * minute);
    group
      .set('a', 'acknowledged')
      .goTo(2 * hour)
      .set('a', 'resolved')
      .goTo(3 * hour);
    expect(group.lines.slice(1)).toEqual([
      '930 lead escalation: a',
      '7230 slack all-resolved: -a',
      '7230 lead all-resolved: -a',
    ]);
  });

  it('counts for each alert from when it was told', () => {
    const group = new SimulatedGroup(route({ escalation })).set('a', 'firing').goTo(10 * minute);
    group
      .set('b', 'firing')
      .goTo(20 * minute)
      .set('a', 'acknowledged')
      .goTo(40 * minute);
    expect(group.lines.slice(1)).toEqual([
      '630 slack new-alerts: a b',
      '930 lead escalation: a',
      '1530 lead escalation: a b',
    ]);
  });

  it('begins anew with a reopened alert', () => {
    const group = new SimulatedGroup(route({ escalation })).set('a', 'firing').goTo(10 * minute);
    group
      .set('a', 'acknowledged')
      .goTo(30 * minute)
      .set('a', 'firing')
      .goTo(50 * minute);
    expect(group.lines.slice(1)).toEqual(['1830 slack new-alerts: a', '2730 lead escalation: a']);
  });

  it('does not disturb the group interval of what is new', () => {
    const group = new SimulatedGroup(route({ escalation: [{ afterSeconds: minute, channels: ['lead'] }] }));
    group
      .set('a', 'firing')
      .goTo(50)
      .set('b', 'firing')
      .goTo(10 * minute);
    expect(group.lines).toEqual([
      '30 slack first-notification: a',
      '90 lead escalation: a',
      '330 slack new-alerts: a b',
      '390 lead escalation: a b',
    ]);
  });

  it('goes on where the first channels cannot be told', () => {
    const group = new SimulatedGroup(route({ escalation }));
    group.statuses.set('slack', 'disabled');
    expect(group.set('a', 'firing').goTo(20 * minute).lines).toEqual(['930 lead escalation: a']);
  });
});
