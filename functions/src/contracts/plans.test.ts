import { describe, expect, it } from 'vitest';
import { defaultPlan, effectiveLimits, plans } from './plans.ts';

describe('effectiveLimits', () => {
  it('is generous to an organization of before', () => {
    expect(effectiveLimits({})).toEqual({ plan: defaultPlan, limits: plans.business, problems: [] });
    expect(effectiveLimits({ plan: null, limits: null }).problems).toEqual([]);
  });

  it('is the plan, with what an operator set otherwise', () => {
    const { plan, limits, problems } = effectiveLimits({ plan: 'free', limits: { series: 5_000 } });
    expect([plan, problems]).toEqual(['free', []]);
    expect(limits).toEqual({ ...plans.free, series: 5_000 });
  });

  it('takes each thing that is wrong as absent, and says it', () => {
    const { plan, limits, problems } = effectiveLimits({
      plan: 'gold',
      limits: { series: '5000', channels: 7, seriez: 1, requestsPerMinute: 0, members: -1 },
    });
    expect(plan).toBe(defaultPlan);
    expect(limits).toEqual({ ...plans.business, channels: 7 });
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      '/plan',
      '/limits/series',
      '/limits/seriez',
      '/limits/requestsPerMinute',
      '/limits/members',
    ]);
  });

  it.each([[['series']], ['lots'], [7]])('says of %j that it is no map', (limits) => {
    expect(effectiveLimits({ limits })).toMatchObject({
      limits: plans.business,
      problems: [{ pointer: '/limits' }],
    });
  });

  it('takes names that objects inherit for no limits', () => {
    expect(effectiveLimits({ limits: { constructor: 5 } }).problems).toEqual([
      { pointer: '/limits/constructor', detail: 'there is no such limit' },
    ]);
  });
});

it('gives each larger plan more of everything', () => {
  for (const name of Object.keys(plans.free) as (keyof typeof plans.free)[]) {
    expect([name, plans.free[name] < plans.team[name], plans.team[name] < plans.business[name]]).toEqual([
      name,
      true,
      true,
    ]);
  }
});
