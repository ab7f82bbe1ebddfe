/** A version of a secret. */
export interface SecretReference {
  readonly name: string;
  readonly version: number;
}

const names = /^[A-Za-z0-9_-]{1,255}$/;
const references = /^([A-Za-z0-9_-]{1,255})\/versions\/([1-9]\d{0,9})$/;

/** `{name}/versions/{number}`, as a channel's document keeps it. */
export const formatReference = ({ name, version }: SecretReference): string => `${name}/versions/${version}`;

/** @throws RangeError when it is none; it is not quoted. */
export function parseReference(reference: string): SecretReference {
  const [, name, version] = references.exec(reference) ?? [];
  if (name === undefined) throw new RangeError('not a reference of a version of a secret');
  return { name, version: Number(version) };
}

/** @throws RangeError when `name` is none that Secret Manager takes. */
export function requireSecretName(name: string): string {
  if (!names.test(name)) throw new RangeError(`${JSON.stringify(name)} cannot be the name of a secret`);
  return name;
}
