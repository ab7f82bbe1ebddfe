import { describe, expect, it } from 'vitest';
import { route, SimulatedGroup } from './testing/simulated-group.ts';

const minute = 60;
const hour = 3_600;

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
