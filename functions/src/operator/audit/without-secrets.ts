/** What stands in the log where something is not to be read. */
export const withheld = '[withheld]';

/** Names of fields whose values are never written down, wherever they stand. Documents hold none; this is the second lock. */
const secretNames = /secret|password|token|authorization|credential|routingKey|apiKey$|^hash$|signature/i;

/** Whether what stands under a name is kept from the log: it says secret, or that it lets somebody in. */
export const isSecretName = (name: string): boolean => secretNames.test(name);

/** Names of query parameters that let somebody in. */
const secretParameters = /secret|password|token|key|auth|sig|code/i;

/** Our own API keys, and keys of webhooks as Standard Webhooks writes them. */
const keys = [/\biv_[A-Za-z0-9_-]{16,}/g, /\bwhsec_[A-Za-z0-9+/=_-]+/g];

/** A text in which keys, tokens, and the credentials in addresses are withheld. */
export function textWithoutSecrets(text: string): string {
  const withoutKeys = keys.reduce((kept, key) => kept.replaceAll(key, withheld), text);
  return withoutKeys
    .split(/(\s)/)
    .map((word) => (word.includes('://') ? addressWithoutSecrets(word) : word))
    .join('')
    .replaceAll(/[A-Za-z0-9_.-]+/g, (run) => (isWebToken(run) ? withheld : run));
}

/** JSON Web Tokens, ID tokens among them: three parts, the first a JSON object in base64url. */
const isWebToken = (run: string): boolean => run.includes('eyJ') && run.split('.').length >= 3;

/** An address without user and password, and without the values of parameters that let somebody in. */
function addressWithoutSecrets(word: string): string {
  const start = word.indexOf('://') + 3;
  const length = word.slice(start).search(/[/?#]/);
  const end = length === -1 ? word.length : start + length;
  const at = word.slice(start, end).lastIndexOf('@');
  const host = at === -1 ? word.slice(start, end) : `${withheld}${word.slice(start + at, end)}`;
  // An incoming webhook of Slack is its path.
  if (/^hooks\.slack(?:-gov)?\.com$/i.test(host)) return `${word.slice(0, start)}${host}/${withheld}`;
  const parts = word.slice(end).split(/(?=[?&])/);
  return [word.slice(0, start), host, ...parts.map(parameterWithoutSecret)].join('');
}

function parameterWithoutSecret(parameter: string): string {
  const equals = parameter.indexOf('=');
  const isSecret = equals !== -1 && secretParameters.test(parameter.slice(0, equals));
  return isSecret ? `${parameter.slice(0, equals)}=${withheld}` : parameter;
}
