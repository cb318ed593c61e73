/** What the microphone recorded. */
export interface Recording {
  readonly seconds: number;
  /** Base64 of a WAV file; empty if the browser cannot convert what it recorded. */
  readonly audio: string;
}

/** The samples in a second of a telephone. */
const RATE = 8000;

/** The longest recording that is kept, in seconds: of a longer one, only the duration counts. */
const LONGEST = 600;

/** Bytes of a string that is put together at once: `fromCharCode` takes its characters as arguments. */
const CHUNK = 0x8000;

/** A recording that runs. */
export class Microphone {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #chunks: Blob[] = [];
  readonly #begin = performance.now();

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    const mimeType = 'audio/webm;codecs=opus';
    this.#recorder = new MediaRecorder(stream, MediaRecorder.isTypeSupported(mimeType) ? { mimeType } : {});
    this.#recorder.ondataavailable = ({ data }) => this.#chunks.push(data);
    this.#recorder.start();
  }

  /** Begins to record. Rejects with a sentence for the person if that is not possible. */
  static async start(): Promise<Microphone> {
    if (navigator.mediaDevices?.getUserMedia === undefined || typeof MediaRecorder === 'undefined') {
      throw new Error(`This browser cannot record here. ${INSTEAD}`);
    }
    try {
      return new Microphone(await navigator.mediaDevices.getUserMedia({ audio: true }));
    } catch (error) {
      throw new Error(`${reasonOf(error)} ${INSTEAD}`);
    }
  }

  /** Ends the recording. */
  async stop(): Promise<Recording> {
    const seconds = Math.max(0.1, Math.round((performance.now() - this.#begin) / 100) / 10);
    const stopped = new Promise((resolve) => {
      this.#recorder.onstop = resolve;
    });
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    else this.#recorder.onstop?.(new Event('stop'));
    await stopped;
    this.release();
    return { seconds, audio: seconds > LONGEST ? '' : await wavOf(new Blob(this.#chunks)) };
  }

  /** Gives the microphone free without a result. */
  release(): void {
    for (const track of this.#stream.getTracks()) track.stop();
  }
}

const INSTEAD = 'Type what is said, or its seconds, instead.';

function reasonOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The browser does not allow this page to use the microphone: allow it in the address bar.';
  if (name === 'NotFoundError') return 'No microphone was found.';
  if (name === 'NotReadableError') return 'Another program uses the microphone.';
  return 'The microphone could not be opened.';
}

/** Converts what was recorded to a WAV file of a telephone, as base64. Without its sound, the speech still has a duration. */
async function wavOf(blob: Blob): Promise<string> {
  try {
    // A context of this rate converts to it.
    const context = new OfflineAudioContext({ numberOfChannels: 1, length: 1, sampleRate: RATE });
    const sound = await context.decodeAudioData(await blob.arrayBuffer());
    return toBase64(wavFile(sound.getChannelData(0)));
  } catch {
    return '';
  }
}

/** Returns a WAV file of 16-bit samples. */
function wavFile(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string): void => bytes.set(new TextEncoder().encode(word), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + 2 * samples.length, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (const [index, sample] of samples.entries()) {
    view.setInt16(44 + 2 * index, Math.round(32_767 * Math.max(-1, Math.min(1, sample))), true);
  }
  return bytes;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
