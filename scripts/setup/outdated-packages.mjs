/**
 * One entry of `packages` in a lock file, as far as it says what is installed.
 *
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, integrity?: string,
 *   dependencies?: Record<string, string>, devDependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} LockFile
 */

/**
 * Which packages of the lock file are missing from `node_modules` or have another version there. npm writes what it
 * installed into `node_modules/.package-lock.json`, last of all, so an interrupted installation counts as none, and
 * a developer's own `npm install` or `npm ci --omit=dev` is seen for what it is.
 *
 * Optional packages may be missing (they are those of other platforms), except the ones named in `required`.
 *
 * @param {LockFile} lock `package-lock.json`
 * @param {LockFile | undefined} installed `node_modules/.package-lock.json`, if there is one
 * @param {string[]} required names of optional packages that this platform needs
 * @returns {string[]} paths such as `node_modules/zod`
 */
export function outdatedPackages(lock, installed, required = []) {
  const found = installed?.packages ?? {};
  return Object.entries(lock.packages ?? {})
    .filter(([path]) => path.includes('node_modules/'))
    .filter(([path, wanted]) => {
      const present = found[path];
      if (present) return present.version !== wanted.version || present.integrity !== wanted.integrity;
      return (
        !(wanted.optional || wanted.devOptional) || required.some((name) => path === `node_modules/${name}`)
      );
    })
    .map(([path]) => path);
}

/**
 * Whether a package.json asks for something that the lock file was not made for (it was edited by hand).
 *
 * @param {LockEntry} manifest package.json
 * @param {LockEntry | undefined} entry what the lock file remembers of it
 */
export function asksForMore(manifest, entry) {
  /** @type {('dependencies' | 'devDependencies' | 'optionalDependencies')[]} */
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
  return kinds.some((kind) =>
    Object.entries(manifest[kind] ?? {}).some(([name, range]) => entry?.[kind]?.[name] !== range),
  );
}
