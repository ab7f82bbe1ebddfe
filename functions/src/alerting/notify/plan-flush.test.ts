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
