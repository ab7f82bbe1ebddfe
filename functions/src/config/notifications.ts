import path from 'node:path';

/** Where messages may go; as `OutboundPolicy` of `notifications`. */
export interface OutboundConfig {
  readonly allowHttp: boolean;
  readonly allowedHosts: readonly string[];
}

/** Where secrets of channels stand: a folder under the emulators, Secret Manager of a project in the cloud. */
export type ChannelSecretsConfig = { readonly folder: string } | { readonly project: string };

/**
 * Where tenants may have messages sent to: public addresses by https. `NOTIFICATION_ALLOW_HTTP=true` adds http;
 * `NOTIFICATION_ALLOWED_HOSTS` (`localhost:8080, alerts.internal`) adds hosts, whatever address they have, for every tenant.
 *
 * @throws Error naming the variable that is not usable.
 */
export function outboundConfig(): OutboundConfig {
  const { NOTIFICATION_ALLOW_HTTP: http = '', NOTIFICATION_ALLOWED_HOSTS: hosts = '' } = process.env;
  return {
    allowHttp: http.trim() === 'true',
    allowedHosts: hosts
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== '')
      .map(requireHost),
  };
}

function requireHost(host: string): string {
  if (/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(host)) return host;
  throw new Error(
    `NOTIFICATION_ALLOWED_HOSTS: ${JSON.stringify(host)} is no host, such as localhost:8080 or alerts.internal`,
  );
}

/**
 * Under the emulators `CHANNEL_SECRETS_FOLDER`, which git is to know nothing of; without it `.cache/channel-secrets` where
 * the functions run. In the cloud Secret Manager of the project.
 */
export function channelSecretsConfig(): ChannelSecretsConfig {
  const {
    FUNCTIONS_EMULATOR: emulated,
    CHANNEL_SECRETS_FOLDER: folder,
    GCLOUD_PROJECT: project,
  } = process.env;
  if (emulated === 'true') return { folder: folder?.trim() || path.resolve('.cache', 'channel-secrets') };
  if (project === undefined || project === '') throw new Error('GCLOUD_PROJECT is not set');
  return { project };
}

/** Where PagerDuty takes events: `PAGERDUTY_EVENTS_URL` for a proxy or a test, PagerDuty's own otherwise. */
export function pagerDutyUrl(): string | undefined {
  return urlOf('PAGERDUTY_EVENTS_URL', process.env.PAGERDUTY_EVENTS_URL);
}

/** The page of an alert for people, with `{alertId}`, and `{orgId}` if it likes, in it: `ALERT_PAGE_URL`. Messages link to it where there is one. */
export function alertPageUrl(): string | undefined {
  return urlOf('ALERT_PAGE_URL', process.env.ALERT_PAGE_URL);
}

/**
 * The page on which people accept invitations, with `{token}` in it, best behind a `#`, which no server gets to see:
 * `INVITATION_PAGE_URL`. Mails link to it where there is one.
 */
export function invitationPageUrl(): string | undefined {
  const url = urlOf('INVITATION_PAGE_URL', process.env.INVITATION_PAGE_URL);
  if (url !== undefined && !url.includes('{token}'))
    throw new Error('INVITATION_PAGE_URL has no {token} in it');
  return url;
}

function urlOf(name: string, value: string | undefined): string | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new Error(`${name} is not an address`);
  return text;
}
