import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { DomainError } from '../../contracts/errors.ts';
import type { Ctx } from '../../firestore/context.ts';

/**
 * What a document holds; undefined where there is none, and with a warning where a person wrote it into the console in a
 * shape that does not parse: that must not keep alerts from changing, or people from being told.
 */
export function parsedOrWarned<T>(ctx: Ctx, document: DocumentSnapshot<T>): T | undefined {
  try {
    return document.data();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    (ctx.warn ?? console.warn)(`left out when alerts are told: ${document.ref.path}`, error);
    return undefined;
  }
}
