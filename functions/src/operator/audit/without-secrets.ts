/** What stands in the log where something is not to be read. */
export const withheld = '[withheld]';

/** Names of fields whose values are never written down, wherever they stand. Documents hold none; this is the second lock. */
const secretNames = /secret|password|token|authorization|credential|routingKey|apiKey$|^hash$|signature/i;

/** Whether what stands under a name is kept from the log: it says secret, or that it lets somebody in. */
export const isSecretName = (name: string): boolean => secretNames.test(name);

/** What is a secret whatever field it stands in, and what is left of it. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  // Our own API keys.
  [/\biv_[A-Za-z0-9_-]{16,}/g, withheld],
  // Keys of webhooks, as Standard Webhooks writes them.
  [/\bwhsec_[A-Za-z0-9+/=_-]+/g, withheld],
  // JSON Web Tokens: ID tokens among them.
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, withheld],
  // An incoming webhook of Slack is its address.
  [/(\bhooks\.slack(?:-gov)?\.com\/)[^\s"']+/gi, `$1${withheld}`],
  [/(\bhttps?:\/\/)[^\s/@]{1,256}@/gi, `$1${withheld}@`],
  [
    /([?&][^\s=&?#]{0,64}(?:secret|password|token|key|auth|sig|code)[^\s=&?#]{0,64}=)[^\s&#]+/gi,
    `$1${withheld}`,
  ],
];

/** A text in which keys, tokens, and the credentials in addresses are withheld. */
export const textWithoutSecrets = (text: string): string =>
  secretTexts.reduce((kept, [pattern, left]) => kept.replaceAll(pattern, left), text);
