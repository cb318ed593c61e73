/** What the microphone recorded. */
export interface Recording {
  readonly seconds: number;
  /** Base64 of audio/webm. */
  readonly audio: string;
}

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
    return { seconds, audio: await toBase64(new Blob(this.#chunks)) };
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

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
