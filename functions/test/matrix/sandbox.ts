import { plantOrganization } from './planted-organization.ts';
import type { RouteWorld } from './route-world.ts';

/** An organization for a call that passes and changes something: the next one finds everything in its place. */
export async function sandbox({ firestore }: RouteWorld): Promise<Pick<RouteWorld, 'own' | 'keyWith'>> {
  const own = await plantOrganization(firestore);
  return { own, keyWith: async (scopes, options) => (await own.keyWith(scopes, options)).key };
}
