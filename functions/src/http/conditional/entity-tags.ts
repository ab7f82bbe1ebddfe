import { DomainError } from '../../contracts/errors.ts';

/** An entity tag as a client sends it back. */
export interface EntityTag {
  readonly weak: boolean;
  /** With its quotes. */
  readonly opaque: string;
}

const tag = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const list = new RegExp(String.raw`^[ \t]*${tag}[ \t]*(?:,[ \t]*${tag}[ \t]*)*$`);

/**
 * The tags that a conditional header names, or `*` for any (RFC 9110, 13.1).
 *
 * @throws {DomainError} `invalid-argument` naming the header where it is neither, above all without quotes
 */
export function readEntityTags(name: string, value: string): readonly EntityTag[] | '*' {
  if (value.trim() === '*') return '*';
  if (!list.test(value)) {
    const detail = 'expected "*", or entity tags as ETag gives them, quotes included';
    throw new DomainError(
      'invalid-argument',
      'VALIDATION_FAILED',
      `the header ${name} is not valid: ${detail}`,
      {
        fields: [{ pointer: `/${name}`, detail }],
      },
    );
  }
  return [...value.matchAll(new RegExp(tag, 'g'))].map(([text]) => {
    const weak = text.startsWith('W/');
    return { weak, opaque: weak ? text.slice(2) : text };
  });
}
