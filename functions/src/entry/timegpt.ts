import { timeGptAccount } from '../config/timegpt.ts';
import type { TimeGpt } from '../contracts/timegpt-backend.ts';
import { nixtlaClient } from '../nixtla/nixtla-client.ts';
import { requestPatience, taskPatience } from '../nixtla/patience.ts';

/** TimeGPT with this deployment's account; undefined where it has none. */
export function timeGptOfDeployment(): { readonly request: TimeGpt; readonly task: TimeGpt } | undefined {
  const account = timeGptAccount();
  if (account === undefined) return undefined;
  return { request: nixtlaClient(account, requestPatience), task: nixtlaClient(account, taskPatience) };
}
