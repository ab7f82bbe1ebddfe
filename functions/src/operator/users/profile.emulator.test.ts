import { describe, expect, it } from 'vitest';
import { personAt, signedIn, testInstant } from '../../../test/support/people.ts';
import { userDocument } from '../../firestore/collections.ts';
import { getProfile } from './get-profile.ts';
import { updateProfile } from './update-profile.ts';

const later = new Date('2026-11-22T00:00:00Z');

describe('a profile', () => {
  it('is what the identity provider says, where nothing is kept yet', async () => {
    const ctx = signedIn('ada');
    expect(await getProfile({ ctx })).toEqual({
      uid: ctx.user.uid,
      displayName: null,
      email: ctx.user.email,
      emailVerified: true,
      timeZone: null,
      createdAt: null,
      updatedAt: null,
    });
    expect(ctx.db.meter).toMatchObject({ reads: 1, writes: 0 });
  });

  it('is made by the first change, and keeps what a change does not name', async () => {
    const ctx = signedIn('ada');
    await updateProfile({ ctx, input: { displayName: ' Ada ', timeZone: 'Europe/Vienna' } });
    const changed = await updateProfile({ ctx: personAt(ctx, later), input: { displayName: null } });
    expect(changed).toMatchObject({
      displayName: null,
      timeZone: 'Europe/Vienna',
      createdAt: testInstant,
      updatedAt: later,
    });
    expect(await getProfile({ ctx })).toEqual(changed);
  });

  it('takes over another address only once that is verified', async () => {
    const ctx = signedIn('ada');
    await updateProfile({ ctx, input: {} });
    const moved = (emailVerified: boolean) => ({
      ...ctx,
      user: { ...ctx.user, email: 'ceo@acme.example', emailVerified },
    });
    expect(await updateProfile({ ctx: moved(false), input: {} })).toMatchObject({ email: ctx.user.email });
    expect(await updateProfile({ ctx: moved(true), input: {} })).toMatchObject({ email: 'ceo@acme.example' });
  });

  it.each([
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }, '/timeZone'],
    ['a name too long', { displayName: 'x'.repeat(121) }, '/displayName'],
    ['an address', { email: 'other@acme.example' }, '/email'],
    ['somebody else', { uid: 'bob' }, '/uid'],
  ])('refuses %s and writes nothing', async (_, input, pointer) => {
    const ctx = signedIn('ada');
    await expect(updateProfile({ ctx, input })).rejects.toMatchObject({
      fields: [expect.objectContaining({ pointer })],
    });
    expect((await userDocument(ctx.db.firestore, ctx.user.uid).get()).exists).toBe(false);
  });
});
