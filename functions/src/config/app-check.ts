/**
 * Whether calls of signed-in people must come from an app that Firebase App Check attests: `APP_CHECK=required`. Off unless it is
 * asked for, since an app has to be registered first. API keys are for programs, which no attestation knows.
 *
 * @throws Error where `APP_CHECK` is something else
 */
export function appCheckRequired(): boolean {
  const told = (process.env.APP_CHECK ?? '').trim();
  if (told === '' || told === 'off') return false;
  if (told === 'required') return true;
  throw new Error('APP_CHECK is neither "required" nor "off"');
}
