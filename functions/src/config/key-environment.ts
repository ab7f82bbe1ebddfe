/**
 * What new API keys are marked with: `test` under the emulators, whose data are nobody's, and `live` where it is deployed, unless
 * the deployment says `KEY_ENVIRONMENT=test`, as one for staging may.
 *
 * @throws Error where `KEY_ENVIRONMENT` is neither
 */
export function keyEnvironment(): 'live' | 'test' {
  const { FUNCTIONS_EMULATOR: emulated, KEY_ENVIRONMENT: told = '' } = process.env;
  if (told === 'live' || told === 'test') return told;
  if (told !== '') throw new Error('KEY_ENVIRONMENT is neither live nor test');
  return emulated === 'true' ? 'test' : 'live';
}
