/**
 * 32 bits that follow from a job's organization and id, evenly spread: FNV-1a with the finalizer of MurmurHash3, without
 * which the low bits of ids that differ in their last letter would keep a pattern. `use` gives independent bits for
 * each use of them. Not for secrets.
 *
 * Sources: G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a (32 bit; over UTF-16 units here); A. Appleby, MurmurHash3 `fmix32`.
 */
export function jobHash(use: string, orgId: string, jobId: string): number {
  const text = `${use}/${orgId}/${jobId}`;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
