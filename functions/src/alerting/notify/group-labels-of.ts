import type { Labels } from '../../contracts/common.ts';
import type { Notify } from '../../contracts/notify.ts';

/**
 * The labels by which an alert is told together with others (Alertmanager: `group_by`), in order of their names: those of
 * `groupBy` that it has, or all where `groupBy` holds `...`. Alerts that lack a label are together with one another.
 */
export function groupLabelsOf(labels: Labels, { groupBy }: Pick<Notify, 'groupBy'>): Labels {
  const all = groupBy.includes('...');
  const names = Object.keys(labels).filter((name) => all || groupBy.includes(name));
  return Object.fromEntries(names.sort().map((name) => [name, labels[name] ?? '']));
}
