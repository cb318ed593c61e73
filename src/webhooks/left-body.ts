/** True for what a body parser leaves of a body that it has not read: nothing, an empty value or `{}`. */
export function isNothing(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true;
  if (typeof body !== 'object') return false;
  const bytes = bytesIn(body);
  if (bytes !== undefined) return bytes.length === 0;
  for (const field in body) if (Object.hasOwn(body, field)) return false;
  return Object.prototype.toString.call(body) === '[object Object]';
}

/** The first of these bodies that is more than nothing, else the first that is set; undefined if none is. */
export function firstBody(...bodies: readonly unknown[]): { readonly body: unknown } | undefined {
  let empty: { readonly body: unknown } | undefined;
  for (const body of bodies) {
    if (!isNothing(body)) return { body };
    if (body !== undefined) empty ??= { body };
  }
  return empty;
}

/** The bytes of a Buffer, a typed array, a DataView or an ArrayBuffer, of any realm; undefined for anything else. */
export function bytesIn(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isArrayBuffer(value) ? new Uint8Array(value) : undefined;
}

function isArrayBuffer(value: unknown): value is ArrayBufferLike {
  if (typeof value !== 'object' || value === null) return false;
  return ['[object ArrayBuffer]', '[object SharedArrayBuffer]'].includes(Object.prototype.toString.call(value));
}
