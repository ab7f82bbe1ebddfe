import { formatInstant, wrap } from './format.mjs';
import { heading } from './heading.mjs';
import { paint } from './terminal-style.mjs';

const secondMs = 1_000;

/**
 * What arrived at the webhook: each message with the alerts that it tells of.
 *
 * @param {readonly import('../wire.mjs').ReceivedMessage[]} messages
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 * @returns {string[]}
 */
export function messageLines(messages, style) {
  return [
    heading('Notifications', style, 'as they came by webhook, each with a valid signature'),
    ...messages.flatMap(({ id, type, timestamp, data }) => [
      `  ${paint(style, 'title', type)}  ${formatInstant(timestamp, secondMs)}  ${paint(style, 'quiet', id)}`,
      ...data.alerts.flatMap(({ status, summary }) =>
        wrap(`${status}: ${summary}`, style.columns - 6).map((line) => `    ${line}`),
      ),
    ]),
    ...(messages.length === 0 ? ['  none'] : []),
  ];
}
