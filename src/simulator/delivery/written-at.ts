import type { SubjectRecord } from '../calls/call-record.js';
import type { Address } from '../settings/address.js';

/** Most places that a message names. */
const MOST = 3;

/**
 * Returns what to change if an address is wrong, such as `gatherUrl of <Gather> (menu.tsx:12:5)`: the attribute or the
 * option, and the places of the elements that have that value, if our own webhooks rendered the document in this process
 * and its elements know where they were written.
 */
export function writtenAt({ documents }: SubjectRecord, { source: { name, attribute } }: Address): string {
  if (attribute === undefined) return name;
  const { element, name: attributeName, value, base } = attribute;
  for (const { url, find } of documents.toReversed()) {
    const places = url === base ? (find?.(element, attributeName, value) ?? []) : [];
    if (places.length === 0) continue;
    const shown = places.slice(0, MOST).map(({ file, line, column }) => `${file}:${line}:${column}`);
    const more = places.length > MOST ? ` and ${places.length - MOST} more` : '';
    return `${name} (${shown.join(', ')}${more})`;
  }
  return name;
}
