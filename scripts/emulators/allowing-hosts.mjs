/**
 * NOTIFICATION_ALLOWED_HOSTS with further hosts: where notifications may go that are not at a public address.
 *
 * @param {readonly string[]} hosts with or without a port
 */
export function allowingHosts(hosts) {
  const { NOTIFICATION_ALLOWED_HOSTS: own = '' } = process.env;
  return [own, ...hosts].filter((part) => part.trim() !== '').join(', ');
}
