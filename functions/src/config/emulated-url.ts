import { region } from './deployment.ts';

/**
 * Where clients reach a function on the functions emulator, which puts project and region before its paths; undefined
 * in the cloud, where a function has a host of its own.
 *
 * @param host of a request, with port.
 */
export function emulatedUrl(name: string, host: string | undefined): string | undefined {
  const { FUNCTIONS_EMULATOR: emulated, GCLOUD_PROJECT: project } = process.env;
  if (emulated !== 'true' || project === undefined || host === undefined) return undefined;
  return `http://${host}/${project}/${region}/${name}`;
}
