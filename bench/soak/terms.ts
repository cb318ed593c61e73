// Settings that the server and the clients of the soak test share.
export const credentials = { username: 'bandwidth', password: 'soak: a pass phrase' };
/** Maximum bytes of a body. */
export const limit = 65_536;
/** Milliseconds until a response times out. */
export const timeout = 1000;
