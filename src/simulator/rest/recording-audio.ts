// The files of recordings: what is known of their sound, and silence.
import type { StoppedRecording } from '../events/recording-events.js';

/** The longest file, in milliseconds. */
const MAX_MILLISECONDS = 600_000;

/** Samples a second of WAV files, of 16 bits each. */
const RATE = 8000;

/** The audio of a recording. */
export interface RecordingMedia {
  readonly contentType: 'audio/vnd.wave' | 'audio/mpeg';
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Returns the samples of each channel for a length in milliseconds. */
type Sound = (milliseconds: number) => readonly Int16Array[] | undefined;

/** Returns the audio of a recording, at most ten minutes of it. An MP3 file is silent. */
export function audioOf(recording: StoppedRecording, sound?: Sound): RecordingMedia {
  if (recording.fileFormat !== 'mp3') return wavOf(recording, sound);
  return { contentType: 'audio/mpeg', data: silentMp3(Math.min(recording.milliseconds, MAX_MILLISECONDS)) };
}

/** Returns the audio of a recording as WAV, whatever its format. */
export function wavOf({ milliseconds, channels }: StoppedRecording, sound?: Sound): RecordingMedia {
  const length = Math.min(milliseconds, MAX_MILLISECONDS);
  const data = silentWav(length, channels);
  const view = new DataView(data.buffer);
  for (const [channel, samples] of (sound?.(length) ?? []).entries()) {
    for (let index = 0; index < samples.length; index++) {
      const at = HEADER + 2 * (index * channels + channel);
      if (at + 2 <= data.length) view.setInt16(at, samples[index] ?? 0, true);
    }
  }
  return { contentType: 'audio/vnd.wave', data };
}

/** The bytes of the header of a WAV file. */
const HEADER = 44;

function silentWav(milliseconds: number, channels: number): Uint8Array<ArrayBuffer> {
  const frame = 2 * channels;
  const size = Math.round((milliseconds * RATE) / 1000) * frame;
  const data = new Uint8Array(HEADER + size);
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
