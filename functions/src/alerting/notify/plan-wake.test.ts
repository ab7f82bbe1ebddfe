import { describe, expect, it } from 'vitest';
import { planWake } from './plan-wake.ts';

const at = (seconds: number) => new Date(Date.parse('2026-11-23T10:00:00Z') + seconds * 1_000);
const times = { groupWaitSeconds: 30, groupIntervalSeconds: 300 };
const idle = { active: false, flushedAt: null, dueAt: null, nextFlushAt: null };
const active = { ...idle, active: true, flushedAt: at(0) };

describe('planWake', () => {
  it.each([
    ['a new group waits for others', null, 10, 40],
    ['one that is over does, too', { ...idle, flushedAt: at(-9_000) }, 10, 40],
    ['one that goes on waits for the next interval', active, 10, 300],
    ['counted from its last time', active, 1_000, 1_200],
    ['on the beat it is due at once', active, 600, 600],
    ['what changes with its flush is the next one’s', active, 0, 300],
    ['one that waits for later is moved', { ...active, dueAt: at(900), nextFlushAt: at(900) }, 10, 300],
  ])('%s', (_, group, now, due) => {
    expect(planWake(group, times, 'news', at(now))).toEqual({ dueAt: at(due), nextFlushAt: at(due) });
  });

  it('changes nothing where the group waits already, so that a storm does not write', () => {
    const waiting = planWake(null, times, 'news', at(0));
    expect(planWake({ ...idle, ...waiting }, times, 'news', at(20))).toBeNull();
    expect(planWake({ ...idle, ...waiting }, times, 'news', at(100))).toBeNull();
    expect(planWake({ ...active, dueAt: at(300), nextFlushAt: at(60) }, times, 'news', at(10))).toBeNull();
  });

  it('does not put off what is looked at earlier for another reason', () => {
    const escalates = { ...active, nextFlushAt: at(60) };
    expect(planWake(escalates, times, 'news', at(10))).toEqual({ dueAt: at(300), nextFlushAt: at(60) });
  });

  it('looks at once when an alert is acknowledged, and leaves what is new its time', () => {
    const waiting = { ...active, dueAt: at(300), nextFlushAt: at(300) };
    const looked = { dueAt: at(300), nextFlushAt: at(10) };
    expect(planWake(waiting, times, 'acknowledged', at(10))).toEqual(looked);
    expect(planWake({ ...waiting, ...looked }, times, 'acknowledged', at(10))).toBeNull();
    expect(planWake(idle, times, 'acknowledged', at(10))).toBeNull();
    expect(planWake(null, times, 'acknowledged', at(10))).toBeNull();
  });
});
