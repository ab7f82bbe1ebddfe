import type { Notification, ToldAlert } from '../../../contracts/notification-delivery.ts';
import { headline } from '../headline.ts';
import type { MessageLinks } from '../message-links.ts';
import { alertLines, stateOf } from './alert-lines.ts';
import { alertsMax, leftOut } from './email-text.ts';

/** A picture within the mail: its content id, and what stands for it where pictures are not shown. */
export interface ShownChart {
  readonly cid: string;
  readonly alt: string;
}

const colours = { Firing: '#b3261e', Acknowledged: '#8a5a00', Resolved: '#1e6b34' } as const;

/** The mail as HTML, with styles on the elements, since many mail programs take no others. All texts are escaped. */
export function emailHtml(
  notification: Notification,
  links: MessageLinks,
  charts: ReadonlyMap<string, ShownChart>,
): string {
  const shown = notification.alerts.slice(0, alertsMax);
  const alerts = shown.map((alert) => alertHtml(alert, links.alert(alert), charts.get(alert.alertId)));
  const left = leftOut(notification).map((sentence) => `<p>${escapeHtml(sentence)}</p>`);
  const title = escapeHtml(headline(notification));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body style="font-family:sans-serif;font-size:14px;color:#1f1f1f;max-width:640px"><h1 style="font-size:18px">${title}</h1>${[...alerts, ...left].join('')}<p style="color:#6b6b6b;font-size:12px">IntentVision, ${escapeHtml(notification.routeName)}</p></body></html>`;
}

function alertHtml(alert: ToldAlert, page: string | undefined, chart: ShownChart | undefined): string {
  const state = stateOf(alert);
  const colour = colours[state as keyof typeof colours];
  const summary = escapeHtml(alert.summary || alert.name);
  const linked = page === undefined ? summary : `<a href="${escapeHtml(page)}">${summary}</a>`;
  const rows = alertLines(alert).map(
    ([name, text]) =>
      `<tr><td style="color:#6b6b6b;padding-right:12px;vertical-align:top">${name}</td><td>${escapeHtml(text)}</td></tr>`,
  );
  const description =
    alert.description === '' ? '' : `<p>${escapeHtml(alert.description).replaceAll('\n', '<br>')}</p>`;
  const picture =
    chart === undefined
      ? ''
      : `<p><img src="cid:${chart.cid}" alt="${escapeHtml(chart.alt)}" width="640" style="max-width:100%;height:auto"></p>`;
  return `<h2 style="font-size:15px"><span style="color:${colour}">${state}</span> ${linked}</h2>${description}<table style="font-size:14px">${rows.join('')}</table>${picture}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
