// What server and clients of the soak test have agreed upon.
export const credentials = { username: 'bandwidth', password: 'soak: a pass phrase' };
/** Most bytes of a body. */
export const limit = 65_536;
/** Milliseconds for an answer. */
export const timeout = 1000;
