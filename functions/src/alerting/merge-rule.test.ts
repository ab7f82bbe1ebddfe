import { describe, expect, it } from 'vitest';
import { alertRule } from '../../test/support/alerts.ts';
import { mergeRule } from './merge-rule.ts';

const now = new Date('2026-11-21T12:00:00Z');
const rule = alertRule({
  labels: { team: 'ops', tier: '1' },
  annotations: { summary: 'old', description: 'kept' },
  recovery: { threshold: 50 },
});

describe('mergeRule', () => {
  it('changes what is named and nothing else', () => {
    expect(mergeRule(rule, { name: 'New', forSeconds: 60, enabled: undefined }, now)).toEqual({
      ...rule,
      name: 'New',
      forSeconds: 60,
      updatedAt: now,
    });
  });

  it('merges labels and annotations by name, and takes away what is null', () => {
    const patch = { labels: { tier: null, site: 'ATL' }, annotations: { summary: null }, recovery: null };
    expect(mergeRule(rule, patch, now)).toMatchObject({
      labels: { team: 'ops', site: 'ATL' },
      annotations: { description: 'kept' },
      recovery: null,
    });
    expect(mergeRule(rule, patch, now).labels).not.toHaveProperty('tier');
    expect(mergeRule(rule, patch, now).annotations).not.toHaveProperty('summary');
  });

  it('replaces recovery and noData whole, and no longer knows the problems that there were', () => {
    const status = { problems: [{ pointer: '/name', detail: 'expected a name' }], checkedAt: now };
    const noData = { policy: 'alert', afterSeconds: 600 } as const;
    expect(mergeRule({ ...rule, status }, { recovery: { forSeconds: 60 }, noData }, now)).toMatchObject({
      recovery: { forSeconds: 60 },
      noData,
      status: null,
    });
  });

  it('refuses a rule of absence that waits, or has a policy for no data, naming every field', () => {
    const patch = {
      condition: { type: 'absence', afterSeconds: 600 },
      forSeconds: 60,
      noData: { policy: 'keep', afterSeconds: 600 },
    } as const;
    const pointers = ['/recovery/threshold', '/forSeconds', '/noData'];
    expect(() => mergeRule(rule, patch, now)).toThrow(
      expect.objectContaining({ fields: pointers.map((pointer) => expect.objectContaining({ pointer })) }),
    );
  });

  it('watches forecast jobs, with the condition that is about them and nothing that it has no use for', () => {
    const failing = { type: 'forecast-job-failing', failures: 3 } as const;
    const jobs = { forecastJob: '*' } as const;
    const plain = alertRule();
    const merged = mergeRule(plain, { selector: jobs, condition: failing }, now);
    expect(merged).toMatchObject({ selector: jobs, condition: failing });
    const refused = (patch: Parameters<typeof mergeRule>[1], pointers: readonly string[]) =>
      expect(() => mergeRule(plain, patch, now)).toThrow(
        expect.objectContaining({
          code: 'invalid-argument',
          fields: pointers.map((pointer) => expect.objectContaining({ pointer })),
        }),
      );
    refused({ condition: failing }, ['/selector']);
    refused({ selector: jobs }, ['/selector/forecastJob']);
    const more = { recovery: { threshold: 1 }, noData: { policy: 'keep', afterSeconds: 600 } } as const;
    refused({ selector: jobs, condition: failing, forSeconds: 60, ...more }, [
      '/forSeconds',
      '/recovery',
      '/noData',
    ]);
  });

  it('refuses a result that is no rule: too many labels', () => {
    const labels = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`l${i}`, 'x']));
    expect(() => mergeRule(rule, { labels }, now)).toThrow(/at most 24 labels/);
  });

  it.each([
    [{ recovery: { threshold: 61 } }, '/recovery/threshold'],
    [{ condition: { type: 'threshold', operator: '<', threshold: 60 } }, '/recovery/threshold'],
    [{ condition: { type: 'anomaly', minimumSeverity: 'high' } }, '/recovery/threshold'],
  ] as const)('refuses a recovery that does not fit the condition: %o', (patch, pointer) => {
    expect(() => mergeRule(rule, patch, now)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', fields: [expect.objectContaining({ pointer })] }),
    );
  });
});
