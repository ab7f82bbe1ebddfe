/** Where all functions run; the task queues and Firestore triggers are found there. */
export const region = 'us-central1';

/**
 * Whether forecasts may be asked of Nixtla's TimeGPT (`backend: 'timegpt'`). True makes `NIXTLA_API_KEY` a secret that the
 * deployment needs: `firebase functions:secrets:set NIXTLA_API_KEY`. False, so that nobody without an account there is
 * asked for one.
 */
export const timeGptEnabled: boolean = false;

/** What a million tokens of any kind cost, in a currency of ISO 4217. */
export interface TokenPrice {
  readonly perMillion: number;
  readonly currency: string;
}

/**
 * What this deployment's account pays for TimeGPT, such as `{ perMillion: 12.5, currency: 'USD' }`, so that forecasts and
 * runs say what they cost. Null: they say tokens only.
 */
export const timeGptTokenPrice: TokenPrice | null = null;

/**
 * Whether messages link to charts that whoever has the link can load, as Slack and PagerDuty do. True makes `CHART_LINK_KEY` a
 * secret that the deployment needs: `openssl rand -hex 32 | firebase functions:secrets:set CHART_LINK_KEY`. False: messages
 * go without pictures, but mail, which carries its own.
 */
export const chartLinksEnabled: boolean = false;

/** Days after a message for which its links lead to charts. */
export const chartLinkDays = 7;

/**
 * Whether each function runs as a service account of its own, with the roles that it needs and no more. True once the accounts
 * of docs/service-accounts.md are made; a deployment that names one that is not there fails. False: all of them run as the
 * project's default account, which can do nearly everything.
 */
export const ownServiceAccounts: boolean = false;

/** Version of what is deployed; a test holds it against package.json. */
export const version = '0.1.0';

/** Instances that one function grows to at the most: a runaway caller costs a known amount. */
export const instancesMax = 50;

/**
 * Runs of forecast jobs that are done at the same time, each on an instance with a CPU and 1 GiB. A run of one series takes
 * about a second, so this is what is done a second: 100 do the 2,700 runs of the busiest minute of 10,000 jobs in half
 * of it; a million jobs need 500 (docs/scale.md). The quota for instances of the project's region must allow it.
 */
export const forecastRunsAtOnce = 100;

/** Requests that one instance of the API serves at once; concurrent writes to one chunk coalesce within an instance. */
export const apiConcurrency = 40;

/**
 * What starts the runs of forecast jobs: `sweep`, which looks each minute for what is due, or `cloud-scheduler`, which gives
 * each job a Cloud Scheduler job of its own (some thousands of jobs at the most, $0.10 a month each) and leaves the sweep
 * what that misses. The latter needs `SCHEDULER_SERVICE_ACCOUNT` in the environment (`functions/.env.<project>`).
 */
export const forecastJobTrigger: 'sweep' | 'cloud-scheduler' = 'sweep';

/**
 * Whether messages may be sent by e-mail. True makes `SMTP_PASSWORD` a secret that the deployment needs: `firebase
 * functions:secrets:set SMTP_PASSWORD`; the mail server stands in `functions/.env.<project>`. Locally the environment is
 * enough.
 */
export const emailEnabled: boolean = false;
