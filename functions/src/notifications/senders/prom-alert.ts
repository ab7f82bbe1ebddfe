import type { Labels } from '../../contracts/common.ts';
import type { ToldAlert } from '../../contracts/notification-delivery.ts';
import type { MessageLinks } from './message-links.ts';

/** An alert as Prometheus and Alertmanager write it. */
export interface PromAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  /** Go's zero time while it fires. */
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

const zeroTime = '0001-01-01T00:00:00Z';

/**
 * An alert in Prometheus' form: rule and severity become the labels `alertname` and `severity`, unless it has such labels;
 * what it says, annotations.
 */
export function promAlert(alert: ToldAlert, links: MessageLinks): PromAlert {
  const chart = links.chart(alert);
  return {
    status: alert.status,
    labels: promLabels({ alertname: alert.name, severity: alert.severity, ...alert.labels }),
    annotations: present({
      summary: alert.summary,
      description: alert.description,
      reason: alert.reason,
      value: alert.value === null ? '' : String(alert.value),
      chart: chart ?? '',
    }),
    startsAt: (alert.firedAt ?? alert.startedAt).toISOString(),
    endsAt: alert.resolvedAt?.toISOString() ?? zeroTime,
    generatorURL: links.alert(alert) ?? '',
    fingerprint: alert.fingerprint,
  };
}

/** Labels of a group in Prometheus' form. */
export const groupLabelsOf = (labels: Labels): Labels => promLabels(labels);

/** The pairs that all of the maps share. */
export function commonPairs(maps: readonly Labels[]): Labels {
  const [first = {}, ...others] = maps;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}

/** Label names of Prometheus have no "." and no "-"; a label with an empty value is none. */
const promLabels = (labels: Labels): Labels =>
  present(
    Object.fromEntries(Object.entries(labels).map(([name, value]) => [name.replaceAll(/[.-]/g, '_'), value])),
  );

const present = (pairs: Labels): Labels =>
  Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''));
