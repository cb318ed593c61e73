// The messages on the socket of a stream.

import { inspect, quoted } from '../../problems/inspect.js';
import { muLawOf, playedContentTypes } from '../audio/formats.js';
import { SILENT_FRAME, TONE_FRAME } from '../audio/sound-track.js';

/** What a server may ask for: audio to play, as mu-law; to drop what is queued; or nothing that is known. */
export type ServerMessage =
  | { readonly play: Uint8Array }
  | { readonly clear: true }
  /** Why a message has no effect. */
  | { readonly unknown: string };

/** Reads a message of the server. */
export function parseServerMessage(text: string | undefined): ServerMessage {
  if (text === undefined) return { unknown: 'a binary message; messages are JSON in text frames' };
  let message: Readonly<Record<string, unknown>>;
  try {
    message = fieldsOf(JSON.parse(text));
  } catch {
    return { unknown: `a message that is not JSON: ${inspect(text)}` };
  }
  const { eventType, media } = message;
  if (eventType === 'clear') return { clear: true };
  if (eventType === 'playAudio') return played(fieldsOf(media));
  const given =
    eventType === undefined ? 'a message without eventType' : `a message with eventType ${inspect(eventType)}`;
  return { unknown: `${given}; the server may send "playAudio" and "clear"` };
}

function played({ contentType, payload }: Readonly<Record<string, unknown>>): ServerMessage {
  if (typeof contentType !== 'string') return { unknown: 'playAudio without media.contentType' };
  if (typeof payload !== 'string') return { unknown: 'playAudio without media.payload' };
  const bytes = Buffer.from(payload, 'base64');
  if (!isBase64(payload, bytes.length)) return { unknown: 'playAudio with a media.payload that is not Base64' };
  const play = muLawOf(contentType, bytes);
  if (play !== undefined) return { play };
  return {
    unknown: `playAudio with the media.contentType ${quoted(contentType)}; allowed: ${playedContentTypes.join(', ')}`,
  };
}

/** True if a decoder has read all of the text: characters that it skips leave fewer bytes. */
function isBase64(text: string, bytes: number): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return bytes === Math.floor(((text.length - padding) * 3) / 4);
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const SILENT = Buffer.from(SILENT_FRAME).toString('base64');
const TONE = Buffer.from(TONE_FRAME).toString('base64');

function payloadOf(frame: Uint8Array): string {
  if (frame === SILENT_FRAME) return SILENT;
  if (frame === TONE_FRAME) return TONE;
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('base64');
}

/** Returns the message with a frame of a track. */
export const mediaMessage = (track: string, frame: Uint8Array, sequenceNumber: number): string =>
  `{"eventType":"media","track":"${track}","payload":"${payloadOf(frame)}","sequenceNumber":"${sequenceNumber}"}`;
