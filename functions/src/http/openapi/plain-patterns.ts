import type { OpenApiDocument } from './answered-fields.ts';

/**
 * Writes patterns as JSON Schema has them: the source alone, read as a Unicode pattern. The generator leaves the end of a
 * JavaScript literal on those that have flags (`^\P{Cc}+$/u`).
 */
export function withPlainPatterns(document: OpenApiDocument): OpenApiDocument {
  visit(document);
  return document;
}

function visit(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  const node = value as { pattern?: unknown };
  if (typeof node.pattern === 'string') node.pattern = withoutFlags(node.pattern);
  for (const inner of Object.values(value)) visit(inner);
}

function withoutFlags(pattern: string): string {
  const end = pattern.lastIndexOf('/');
  return end >= 0 && /^[dgimsuvy]{1,8}$/.test(pattern.slice(end + 1)) ? pattern.slice(0, end) : pattern;
}
