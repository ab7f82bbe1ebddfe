import { describe, expect, it } from 'vitest';
import { route, SimulatedGroup } from './testing/simulated-group.ts';

const minute = 60;
const hour = 3_600;

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
