import { describe, expect, it } from 'vitest';
import { type InhibitionRule, inhibitionRuleSchema } from '../../contracts/inhibition-rule.ts';
import { inhibitedBy } from './inhibited-by.ts';

const rule = (more: Partial<InhibitionRule> = {}) => ({
  inhibitionId: 'inh_1',
  inhibition: inhibitionRuleSchema.parse({
    name: 'critical mutes warning',
    sourceMatchers: [{ label: 'severity', value: 'critical' }],
    targetMatchers: [{ label: 'severity', value: 'warning' }],
    equal: ['site'],
    createdAt: new Date(0),
    updatedAt: new Date(0),
    createdBy: 'user:ada',
    ...more,
  }),
});
const source = (labels: Record<string, string>, alertId = 'big') => ({ alertId, labels });
const warning = { severity: 'warning', site: 'ATL' };
const critical = { severity: 'critical', site: 'ATL' };
const down = [{ label: 'state', operator: '=', value: 'down' }] as const;

describe('inhibitedBy', () => {
  it.each([
    ['source and target share the label', warning, rule(), critical, true],
    ['they do not', warning, rule(), { ...critical, site: 'JFK' }, false],
    ['both lack it', { severity: 'warning' }, rule(), { severity: 'critical' }, true],
    ['one lacks it', { severity: 'warning' }, rule(), critical, false],
    [
      'an empty label is one that is lacking',
      { ...warning, site: '' },
      rule(),
      { severity: 'critical' },
      true,
    ],
    ['no labels to share', warning, rule({ equal: [] }), { severity: 'critical' }, true],
    ['the target does not match', { ...warning, severity: 'info' }, rule(), critical, false],
    ['the source does not match', warning, rule(), { ...critical, severity: 'error' }, false],
    ['the rule is off', warning, rule({ enabled: false }), critical, false],
  ])('%s', (_, target, inhibition, inhibiting, expected) => {
    expect(inhibitedBy(target, [inhibition], [source(inhibiting)]) !== null).toBe(expected);
  });

  it('names the first rule and the alert', () => {
    const other = { ...rule(), inhibitionId: 'inh_2' };
    const sources = [source({ severity: 'info' }, 'small'), source(critical)];
    expect(inhibitedBy(warning, [rule(), other], sources)).toEqual({ inhibitionId: 'inh_1', alertId: 'big' });
  });

  describe('where source and target side are met by the same alerts', () => {
    const both = rule({ sourceMatchers: [...down], targetMatchers: [...down], equal: [] });

    it('mutes neither an alert by itself nor two by each other', () => {
      const target = { state: 'down', host: 'a' };
      expect(inhibitedBy(target, [both], [source(target), source({ state: 'down', host: 'b' })])).toBeNull();
    });

    it('mutes one on both sides by one on the source side alone', () => {
      const narrow = rule({ sourceMatchers: [...down], equal: [] });
      const twoSided = { state: 'down', severity: 'warning' };
      const oneSided = { state: 'down', severity: 'info' };
      expect(inhibitedBy(twoSided, [narrow], [source(twoSided)])).toBeNull();
      expect(inhibitedBy(twoSided, [narrow], [source(twoSided), source(oneSided)])).not.toBeNull();
    });
  });
});
