import { describe, expect, it } from 'vitest';
import { addUsage } from '../../contracts/usage.ts';
import { OrganizationUsage, type Standing } from './organization-usage.ts';

const now = new Date('2026-11-21T12:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const standing = (known: Partial<Standing> = {}): Standing => ({
  document: {},
  others: [],
  series: 0,
  hasCounter: true,
  ...known,
});

describe('OrganizationUsage', () => {
  it('adds what others counted today to its own', () => {
    const usage = new OrganizationUsage();
    usage.count({ points: 5 }, now);
    const other = { ...addUsage({ points: 7 }), requestsPerMinute: 0, at: now };
    usage.learn(standing({ others: [other] }), now);
    expect(usage.used(now).points).toBe(12);
    expect(usage.used(after(86_400_000)).points).toBe(0);
  });

  it('writes totals, and again what was counted while it wrote', () => {
    const usage = new OrganizationUsage();
    usage.count({ points: 5 }, now);
    const days = usage.toWrite(now);
    usage.count({ points: 2 }, now);
    usage.written(days, now);
    expect(days.get('2026-11-21')?.entry.points).toBe(5);
    expect(usage.isWritten).toBe(false);
    const again = usage.toWrite(now);
    expect(again.get('2026-11-21')?.entry.points).toBe(7);
    usage.written(again, now);
    expect([usage.isWritten, usage.toWrite(now).size]).toEqual([true, 0]);
  });

  it('goes on with the total of yesterday for work that began then', () => {
    const usage = new OrganizationUsage();
    usage.count({ tasks: 1 }, now);
    usage.written(usage.toWrite(now), after(86_400_000));
    usage.count({ tasks: 1 }, now);
    expect(usage.toWrite(after(86_400_000)).get('2026-11-21')?.entry.tasks).toBe(2);
  });

  it('tells others its rate of late, each request by its cost', () => {
    const usage = new OrganizationUsage();
    usage.count({ requests: 1 }, now);
    usage.askRequest(30, now);
    expect(usage.toWrite(after(60_000)).get('2026-11-21')?.entry.requestsPerMinute).toBe(30);
    expect(usage.toWrite(after(120_000)).get('2026-11-21')?.entry.requestsPerMinute).toBe(0);
  });

  it('counts series that others made against those that may be new within the hour', () => {
    const usage = new OrganizationUsage();
    usage.learn(standing({ document: { limits: { newSeriesPerHour: 60 } }, series: 100 }), now);
    usage.takeSeries(10, now);
    expect([usage.series, usage.newSeriesLeft(now)]).toEqual([110, 50]);
    usage.learn(standing({ document: { limits: { newSeriesPerHour: 60 } }, series: 130 }), now);
    expect([usage.series, usage.newSeriesLeft(now)]).toEqual([130, 30]);
    expect(usage.newSeriesLeft(after(60_000))).toBe(31);
  });

  it('allows no new series where an operator says so', () => {
    const usage = new OrganizationUsage();
    usage.learn(standing({ document: { limits: { newSeriesPerHour: 0 } } }), now);
    expect(usage.newSeriesLeft(now)).toBe(0);
  });
});
