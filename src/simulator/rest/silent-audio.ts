// The files of recordings: silence of the right length.
import type { StoppedRecording } from '../events/recording-events.js';

/** The longest file, in milliseconds. */
const MAX_MILLISECONDS = 600_000;

/** Samples a second of WAV files, of 16 bits each. */
const RATE = 8000;

/** Returns the audio of a recording, at most ten minutes of it, and its content type. */
export function audioOf({ milliseconds, fileFormat, channels }: StoppedRecording): {
  readonly contentType: 'audio/vnd.wave' | 'audio/mpeg';
  readonly data: Uint8Array<ArrayBuffer>;
} {
  const length = Math.min(milliseconds, MAX_MILLISECONDS);
  return fileFormat === 'mp3'
    ? { contentType: 'audio/mpeg', data: silentMp3(length) }
    : { contentType: 'audio/vnd.wave', data: silentWav(length, channels) };
}

function silentWav(milliseconds: number, channels: number): Uint8Array<ArrayBuffer> {
  const frame = 2 * channels;
  const size = Math.round((milliseconds * RATE) / 1000) * frame;
  const data = new Uint8Array(44 + size);
  const view = new DataView(data.buffer);
  const text = (at: number, word: string): void => {
    for (const [index, letter] of [...word].entries()) data[at + index] = letter.charCodeAt(0);
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * frame, true);
  view.setUint16(32, frame, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  return data;
}

/** A frame of MPEG-1 Layer III at 32 kbit/s and 44.1 kHz, mono: 104 bytes and 1152 samples. Zeros after it are silence. */
const MP3_HEADER = [0xff, 0xfb, 0x10, 0xc4];
const MP3_FRAME = 104;
const MP3_FRAME_MILLISECONDS = 1152 / 44.1;

function silentMp3(milliseconds: number): Uint8Array<ArrayBuffer> {
  const frames = Math.max(1, Math.ceil(milliseconds / MP3_FRAME_MILLISECONDS));
  const data = new Uint8Array(frames * MP3_FRAME);
  for (let frame = 0; frame < frames; frame++) data.set(MP3_HEADER, frame * MP3_FRAME);
  return data;
}
