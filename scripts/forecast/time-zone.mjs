/**
 * Is this the name of a time zone of the IANA database? Offsets are none: they know no change of clocks.
 *
 * @param {string} name
 */
export function isTimeZone(name) {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
