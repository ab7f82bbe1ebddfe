import { describe, expect, it } from 'vitest';
import { detectionSettingsPatchSchema, readDetectionSettings } from './detection-settings.ts';

const defaults = { enabled: true, sensitivity: 0.5, seasonLengths: null, timeZone: null };
const full = { enabled: false, sensitivity: 1, seasonLengths: [24, 168], timeZone: 'Europe/Vienna' };

describe('readDetectionSettings', () => {
  it.each([
    ['nothing', undefined, defaults],
    ['null', null, defaults],
    ['no fields', {}, defaults],
    ['one field', { sensitivity: 0.9 }, { ...defaults, sensitivity: 0.9 }],
    ['every field', full, full],
    ['no seasons', { seasonLengths: [] }, { ...defaults, seasonLengths: [] }],
  ])('reads %s', (_, stored, settings) => {
    expect(readDetectionSettings(stored)).toEqual({ settings, problems: [] });
  });

  it.each([
    ['sensitivity', { sensitivity: 7 }, '/detectionSettings/sensitivity'],
    ['sensitivity', { sensitivity: 'high' }, '/detectionSettings/sensitivity'],
    ['enabled', { enabled: 'no' }, '/detectionSettings/enabled'],
    ['seasonLengths', { seasonLengths: [24, 1] }, '/detectionSettings/seasonLengths/1'],
    ['seasonLengths', { seasonLengths: [2, 3, 4, 5] }, '/detectionSettings/seasonLengths'],
    ['seasonLengths', { seasonLengths: 24 }, '/detectionSettings/seasonLengths'],
    ['timeZone', { timeZone: 'Vienna' }, '/detectionSettings/timeZone'],
  ])('uses the default of %s where %j stands, keeps the others, and says so', (field, part, pointer) => {
    const { settings, problems } = readDetectionSettings({ ...full, ...part });
    expect(settings).toEqual({ ...full, [field]: defaults[field as keyof typeof defaults] });
    expect(problems).toEqual([{ pointer, detail: expect.stringMatching(/; the default is used$/) }]);
  });

  it.each(['off', 3, true, [0.9]])('uses all defaults where %j stands, and says so', (stored) => {
    const { settings, problems } = readDetectionSettings(stored);
    expect(settings).toEqual(defaults);
    expect(problems).toEqual([
      { pointer: '/detectionSettings', detail: expect.stringMatching(/the default is used$/) },
    ]);
  });

  it('says which field it does not know, and heeds the rest', () => {
    const { settings, problems } = readDetectionSettings({ ...full, threshold: 3 });
    expect(settings).toEqual(full);
    expect(problems).toMatchObject([{ pointer: '/detectionSettings/threshold' }]);
  });
});

it('takes null in a patch for any setting, and refuses what it does not know', () => {
  const nothing = { enabled: null, sensitivity: null, seasonLengths: null, timeZone: null };
  expect(detectionSettingsPatchSchema.safeParse(nothing).success).toBe(true);
  expect(detectionSettingsPatchSchema.safeParse({ threshold: 3 }).success).toBe(false);
});
