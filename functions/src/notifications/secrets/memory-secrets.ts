import type { SecretStore } from '../../contracts/notifier.ts';
import { formatReference, parseReference, requireSecretName } from './secret-reference.ts';

/** Secrets in this process, gone when it ends: for `--embedded` and for tests. */
export function memorySecrets(): SecretStore {
  /** Texts by name, in order of their versions; null once removed. */
  const secrets = new Map<string, (string | null)[]>();
  return {
    put: async (name, text) => {
      const versions = secrets.get(requireSecretName(name)) ?? [];
      secrets.set(name, versions);
      return formatReference({ name, version: versions.push(text) });
    },
    get: async (reference) => {
      const { name, version } = parseReference(reference);
      return secrets.get(name)?.[version - 1] ?? undefined;
    },
    versions: async (name) =>
      (secrets.get(name) ?? [])
        .flatMap((text, i) => (text === null ? [] : [formatReference({ name, version: i + 1 })]))
        .reverse(),
    destroy: async (reference) => {
      const { name, version } = parseReference(reference);
      const versions = secrets.get(name);
      if (versions?.[version - 1] !== undefined) versions[version - 1] = null;
    },
    remove: async (name) => {
      secrets.delete(name);
    },
  };
}
