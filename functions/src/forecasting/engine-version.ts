/**
 * Name and version of this engine, kept with each forecast: the same version, request and history give the same bits.
 * Raised with every change that moves a number.
 */
export const engineVersion: string = 'iv-forecast/0.3.0';
