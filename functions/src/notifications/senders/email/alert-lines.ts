import { formatInstant, formatNumber, formatProbability } from '../../../alerting/format.ts';
import type { ToldAlert } from '../../../contracts/notification-delivery.ts';
import { describeLabels } from '../headline.ts';

/** What a mail says of an alert below its summary: names with what stands beside them, and only those that say something. */
export function alertLines(alert: ToldAlert): readonly (readonly [name: string, text: string])[] {
  const { reason, value, threshold, labels, severity, firedAt, startedAt, resolvedAt, crossing } = alert;
  const lines: [string, string | null][] = [
    ['Why', reason],
    ['Value', value === null ? null : formatNumber(value)],
    ['Threshold', threshold === null ? null : formatNumber(threshold)],
    ['Crosses', crossing === null ? null : crossingText(crossing)],
    ['Since', formatInstant(firedAt ?? startedAt)],
    ['Until', resolvedAt === null ? null : formatInstant(resolvedAt)],
    ['Severity', severity],
    ['Labels', describeLabels(labels)],
  ];
  return lines.flatMap(([name, text]) => (text === null || text === '' ? [] : [[name, text] as const]));
}

/** `2026-11-21 09:00 UTC (2026-11-21 07:00 UTC to 2026-11-21 11:00 UTC, p = 0.93)` */
function crossingText({ at, earliest, latest, probability }: NonNullable<ToldAlert['crossing']>): string {
  const range =
    earliest === null || latest === null ? [] : [`${formatInstant(earliest)} to ${formatInstant(latest)}`];
  const how = [...range, formatProbability(probability)].join(', ');
  return at === null ? how : `${formatInstant(at)} (${how})`;
}

/** In one word how an alert stands. */
export const stateOf = ({ status, acknowledged }: ToldAlert): string =>
  status === 'resolved' ? 'Resolved' : acknowledged ? 'Acknowledged' : 'Firing';
