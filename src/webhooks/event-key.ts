import { own } from '../events/discriminate.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';

/** Fields that distinguish events of one type, at the top level and inside nested objects. */
const IDS = ['callId', 'conferenceId', 'recordingId', 'endpointId', 'deviceId', 'digit'] as const;
const RESOURCES = [
  ['mediaStream', 'id'],
  ['realTimeTranscription', 'id'],
  ['transcription', 'id'],
  ['device', 'deviceId'],
] as const;

/** Maximum length of a key: twice that of an event's ids. Limits the memory that clients can use. */
const MAX_KEY = 1000;

/**
 * Returns a key that is the same for two deliveries of one event and different for any other event, since events have
 * no id of their own: `disconnect/2022-06-19T06:40:50.123Z/callId=c-95ac8d6e`. Returns undefined, so that the event
 * counts as new, if it has no time or its ids are not of the kind that Bandwidth generates.
 */
export function eventKey(event: AnyEvent | UnknownEvent): string | undefined {
  const time = own(event, 'eventTime');
  if (typeof time !== 'string' || time === '') return undefined;
  const parts = [encode(event.eventType ?? event.event), encode(time)];
  for (const name of IDS) {
    if (!addPart(parts, name, own(event, name))) return undefined;
  }
  for (const [name, field] of RESOURCES) {
    const resource = own(event, name);
    const id = typeof resource === 'object' && resource !== null ? own(resource, field) : undefined;
    if (!addPart(parts, `${name}.${field}`, id)) return undefined;
  }
  const key = parts.join('/');
  return key.length > MAX_KEY ? undefined : key;
}

/** Returns a key for an event whose repeats cannot be recognized. */
export const randomKey = (event: AnyEvent | UnknownEvent): string =>
  `${encode(event.eventType ?? event.event).slice(0, MAX_KEY)}/${crypto.randomUUID()}`;

/** Adds an id to the parts of a key. Returns false if it is an object, which is not an id. */
function addPart(parts: string[], name: string, id: unknown): boolean {
  if (id === undefined || id === null) return true;
  if (typeof id === 'object') return false;
  parts.push(`${name}=${encode(id)}`);
  return true;
}

/** The characters that separate the parts of a key, and those that are not ASCII or not visible. */
const ENCODED = /[^!-$&-.0-<>-~]/g;

/** Encodes a part of a key as in a URL, so that two different events never have the same key. */
function encode(part: unknown): string {
  const text = typeof part === 'string' ? part : JSON.stringify(part);
  // Not the length of the key: that of a text of callers has no limit.
  if (text.length > MAX_KEY) return text;
  return text.replace(ENCODED, (character) => `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
