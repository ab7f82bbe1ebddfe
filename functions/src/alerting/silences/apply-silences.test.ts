import { describe, expect, it } from 'vitest';
import { type Silence, silenceSchema } from '../../contracts/silence.ts';
import { unsilenced } from '../lifecycle.ts';
import { applySilences, asksForSilences, type SilencedAlert } from './apply-silences.ts';
import { silenceStatusAt } from './silence-window.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(noon + n * 60_000);

const firing: SilencedAlert = {
  ...{ state: 'firing', value: 70, reason: '70 is above 60', crossing: null, anomalyId: null },
  ...{ startedAt: minute(0), firedAt: minute(0), acknowledgedAt: null, acknowledgedBy: null },
  ...{
    resolvedAt: null,
    resolvedBy: null,
    awaitsClear: false,
    evaluatedThrough: minute(0),
    undecidedAt: null,
    calmSince: null,
  },
  ...unsilenced,
  ...{ labels: { airport: 'ATL' }, ruleId: 'rul_1', ruleName: 'Many', jobId: null, jobName: null },
  ...{ severity: 'warning', metricId: 'met_1', metricKey: 'departures' },
};

/** A silence from one minute to another, as it was last led along at a third. */
function silence(from: number, to: number, seenAt: number, change: Partial<Silence> = {}) {
  const times = { startsAt: minute(from), endsAt: minute(to), recurrence: null };
  return silenceSchema.parse({
    ...{ matchers: [{ label: 'airport', value: 'ATL' }], comment: 'de-icing', endedBy: null, ...times },
    ...silenceStatusAt(times, minute(seenAt)),
    ...{ createdAt: minute(0), updatedAt: minute(0), createdBy: 'user:ada' },
    ...change,
  });
}

const known = (...silences: readonly Silence[]) =>
  silences.map((one, i) => ({ silenceId: `sil_${i + 1}`, silence: one }));

describe('applySilences', () => {
  it.each([
    ['holds', silence(0, 60, 0), 30, true],
    ['holds from its first instant, though no tick has begun it', silence(30, 60, 0), 30, true],
    ['holds up to its last', silence(0, 60, 0), 59.99, true],
    ['is over, though no tick has ended it', silence(0, 60, 0), 60, false],
    ['is to come', silence(31, 60, 0), 30, false],
    ['has begun by the clock of another', silence(30, 60, 30), 29.99, true],
    [
      'matches others',
      silence(0, 60, 0, { matchers: [{ label: 'airport', operator: '=', value: 'BOS' }] }),
      30,
      false,
    ],
    ['was ended', silence(0, 60, 0, { endsAt: minute(20), state: 'ended', window: null }), 30, false],
  ] as const)('one that %s', (_, one, n, holds) => {
    const { alert, transitions } = applySilences(firing, known(one), minute(n));
    expect(alert.state).toBe(holds ? 'silenced' : 'firing');
    expect(transitions).toHaveLength(holds ? 1 : 0);
    if (holds) expect(alert).toMatchObject({ silencedBy: ['sil_1'], silencedUntil: minute(60) });
    else expect(alert).toEqual(firing);
    expect(applySilences(alert, known(one), minute(n))).toEqual({ alert, transitions: [] });
  });

  it('goes from one to the next without a word in between, and says what it was once more at the end', () => {
    const all = known(silence(0, 60, 0), silence(60, 90, 0, { comment: 'snow' }));
    const first = applySilences(firing, all, minute(30)).alert;
    const second = applySilences(first, all, minute(60));
    expect(second.alert).toMatchObject({ silencedBy: ['sil_2'], silencedUntil: minute(90) });
    expect(second.transitions.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['silenced', 'silenced', 'silenced until 2026-11-21 13:30 UTC: snow'],
      ['silenced', 'silenced', 'the silence is over: de-icing'],
    ]);
    expect(applySilences(second.alert, [], minute(90)).alert).toEqual(firing);
  });
});

describe('asksForSilences', () => {
  const state = (name: SilencedAlert['state']): SilencedAlert => ({ ...firing, state: name });
  const silenced = applySilences(firing, known(silence(0, 60, 0)), minute(0)).alert;

  it.each([
    ['an alert that fires at once', null, firing, true],
    ['an alert that comes to fire', state('pending'), firing, true],
    ['one that is reopened', state('resolved'), firing, true],
    ['one that comes out from under a silence', silenced, state('acknowledged'), true],
    ['one that goes on', firing, firing, false],
    ['one that is acknowledged', firing, state('acknowledged'), false],
    ['one that is pending', null, state('pending'), false],
    ['one that is over', silenced, state('resolved'), false],
  ] as const)('%s: %#', (_, before, after, expected) => {
    expect(asksForSilences(before, after, minute(30))).toBe(expected);
  });

  it('and one that is silenced asks from the end of its silence on', () => {
    expect(asksForSilences(silenced, silenced, minute(59))).toBe(false);
    expect(asksForSilences(silenced, silenced, minute(60))).toBe(true);
  });
});
