/** How long a key gets its first answer again, as at Stripe. */
export const keyLifetimeMs = 24 * 3_600_000;

/** How long a request holds its key: longer than the function may run, so that whoever takes over is alone. */
export const keyLeaseMs = 150_000;
