import { describe, expect, it } from 'vitest';
import { alertRule } from '../../test/support/alerts.ts';
import { notifySchema } from '../contracts/notify.ts';
import { policyOf } from './policy-of.ts';

const now = new Date('2026-11-21T12:00:00Z');

describe('policyOf', () => {
  it.each([
    ['>', 'below'],
    ['>=', 'below'],
    ['<', 'above'],
    ['<=', 'above'],
  ] as const)('a rule on %s recovers %s', (operator, side) => {
    const rule = alertRule({
      condition: { type: 'threshold', operator, threshold: 60 },
      forSeconds: 300,
      recovery: { threshold: 60, forSeconds: 120 },
      noData: { policy: 'resolve', afterSeconds: 3_600 },
    });
    expect(policyOf(rule, now)).toEqual({
      forSeconds: 300,
      recovery: { threshold: 60, side },
      keepFiringSeconds: 120,
      noData: 'resolve',
      freshFrom: new Date('2026-11-20T12:00:00Z'),
      reopenAfterSeconds: 4 * 3_600,
    });
  });

  it('knows no recovery for conditions that are not on observed values', () => {
    const rule = alertRule({
      condition: { type: 'anomaly', minimumSeverity: 'high' },
      recovery: { threshold: 60 },
    });
    expect(policyOf(rule, now)).toMatchObject({ recovery: null, keepFiringSeconds: 0, noData: 'keep' });
  });

  it('lets an end by hand hold for as long as its notifications wait before they repeat', () => {
    const notify = notifySchema.parse({ channels: ['chn_1'], repeatIntervalSeconds: 600 });
    expect(policyOf(alertRule({ notify }), now).reopenAfterSeconds).toBe(600);
  });
});
