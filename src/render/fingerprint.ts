/**
 * A number that mostly differs for different texts. What came last is remembered so, and not as itself, because to put
 * a new text into an old object is expensive: the garbage collector has to be told.
 */
export function fingerprint(text: string): number {
  const { length } = text;
  return (
    (length * 31 + text.charCodeAt(0) * 7 + text.charCodeAt(length >> 1) * 131 + text.charCodeAt(length - 1) * 8191) | 0
  );
}
