import type { Notification, ToldAlert } from '../../../contracts/notification-delivery.ts';
import { clip } from '../clip.ts';
import { describeLabels, headline } from '../headline.ts';
import type { MessageLinks } from '../message-links.ts';

/** A message has at most 50 blocks; more than ten alerts nobody reads. */
const alertsMax = 10;

/** Alerts with a picture, which Slack loads all at once before it takes the message. */
const chartsMax = 3;

/** Slack's limits: of a header, of a text in a section, of an alternative text. */
const headerMax = 150;
const sectionMax = 3_000;
const altTextMax = 2_000;

type Block = Readonly<Record<string, unknown>>;

/**
 * A message of an incoming webhook: `text` for notifications and for what shows no blocks, and blocks: the headline, each
 * alert with its picture where there is one, and what is left out.
 */
export function slackMessage(notification: Notification, links: MessageLinks): object {
  const title = headline(notification);
  const { alerts, truncatedAlerts } = notification;
  const shown = alerts.slice(0, alertsMax);
  const left = alerts.length - shown.length + truncatedAlerts;
  return {
    text: slackText(clip(title, sectionMax)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(title, headerMax), emoji: false } },
      ...shown.flatMap((alert, index) =>
        alertBlocks(alert, index < chartsMax ? links : { ...links, chart: () => undefined }),
      ),
      ...(left === 0 ? [] : [context(`and ${left} more ${left === 1 ? 'alert' : 'alerts'}`)]),
    ],
  };
}

function alertBlocks(alert: ToldAlert, links: MessageLinks): Block[] {
  const page = links.alert(alert);
  const chart = links.chart(alert);
  const summary = slackText(clip(alert.summary || alert.name, 400)).replaceAll('\n', ' ');
  const lines = [
    `*${stateOf(alert)}:* ${page === undefined ? summary : `<${page}|${summary.replaceAll('|', '¦')}>`}`,
    slackText(clip(alert.reason, 500)),
    slackText(clip(alert.description, 1_000)),
  ].filter((line) => line !== '');
  // Whole lines, since a cut could end within a link or an escaped character.
  while (lines.length > 1 && lines.join('\n').length > sectionMax) lines.pop();
  return [
    { type: 'section', text: { type: 'mrkdwn', text: lines.join('\n') } },
    context(
      [slackText(clip(describeLabels(alert.labels), 400)), alert.severity, ...times(alert)]
        .filter((part) => part !== '')
        .join(' · '),
    ),
    ...(chart === undefined
      ? []
      : [{ type: 'image', image_url: chart, alt_text: clip(`${alert.name}: the series`, altTextMax) }]),
  ];
}

const stateOf = ({ status, acknowledged }: ToldAlert): string =>
  status === 'resolved' ? 'Resolved' : acknowledged ? 'Acknowledged' : 'Firing';

function times({ firedAt, startedAt, resolvedAt }: ToldAlert): string[] {
  const since = `since ${date(firedAt ?? startedAt)}`;
  return resolvedAt === null ? [since] : [since, `until ${date(resolvedAt)}`];
}

/** Each reader sees it in their own time zone. */
function date(at: Date): string {
  const utc = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1_000)}^{date_short_pretty} {time}|${utc}>`;
}

const context = (text: string): Block => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] });

/** Slack's three control characters; without them no text becomes a link or a mention of everybody. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
