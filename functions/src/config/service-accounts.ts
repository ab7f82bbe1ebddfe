import { ownServiceAccounts } from './deployment.ts';

/** Longest name that Google Cloud takes for a service account. */
const nameLengthMax = 30;

/** The service account of a function: `iv-analyse-series` for `analyseSeries`. */
export function serviceAccountName(functionName: string): string {
  const name = `iv-${functionName.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (name.length > nameLengthMax)
    throw new Error(
      `${name} is too long for a service account: expected at most ${nameLengthMax} characters`,
    );
  return name;
}

/**
 * Options by which a function runs as an account of its own, with the roles of docs/service-accounts.md, where the deployment
 * has made them; none, and so the project's default account, where it has not. The `@` at the end stands for the project.
 */
export const runsAs = (
  functionName: string,
  own: boolean = ownServiceAccounts,
): { readonly serviceAccount?: string } =>
  own ? { serviceAccount: `${serviceAccountName(functionName)}@` } : {};
