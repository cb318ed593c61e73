import { type Command, type CommandResult, type ServerMessage, TOKEN_HEADER } from '../../protocol.js';

/** Milliseconds until a stream that the browser gave up is opened again. */
const RECONNECT_DELAY = 1_500;

/** Whether the page hears from the phone's server. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

/** A file that the server wrote. */
export interface DownloadedFile {
  readonly name: string;
  readonly content: Blob;
}

export interface ConnectionOptions {
  readonly onMessage: (message: ServerMessage) => void;
  readonly onState: (state: ConnectionState) => void;
}

/**
 * The stream of the phone's server, and its commands. `EventSource` reconnects by itself after a lost connection, with
 * the id of the last event; after a refusal it gives up, so the stream is then opened again.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #token = document.querySelector<HTMLMetaElement>('meta[name="token"]')?.content ?? '';
  #source: EventSource | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  open(): void {
    this.#source?.close();
    const source = new EventSource('events');
    this.#source = source;
    source.onopen = () => this.#options.onState('open');
    source.onmessage = ({ data }) => {
      const message = parseMessage(data);
      if (message !== undefined) this.#options.onMessage(message);
    };
    source.onerror = () => {
      this.#options.onState('lost');
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        if (this.#source === source) this.open();
      }, RECONNECT_DELAY);
    };
  }

  /** Sends a command. Resolves to its result; a failure of the network is a refusal with its reason. */
  async send(command: Command): Promise<CommandResult> {
    try {
      const response = await fetch('command', {
        method: 'POST',
        headers: { 'content-type': 'application/json', [TOKEN_HEADER]: this.#token },
        body: JSON.stringify(command),
      });
      return await readResult(response);
    } catch {
      return {
        ok: false,
        error: 'The server of the phone does not respond. Check that the command “bxml phone” still runs.',
      };
    }
  }

  /** Downloads what the server writes of a call. Resolves to the file, or to the reason why there is none. */
  async download(path: string): Promise<DownloadedFile | string> {
    try {
      const response = await fetch(path, { headers: { [TOKEN_HEADER]: this.#token } });
      if (response.ok) return { name: fileNameOf(response), content: await response.blob() };
      const result = await readResult(response);
      return result.ok ? `The server answered with status ${response.status}.` : result.error;
    } catch {
      return 'The server of the phone does not respond. Check that the command “bxml phone” still runs.';
    }
  }
}

/** Returns the name that the server gives a file; empty if it gives none. */
function fileNameOf({ headers }: Response): string {
  return /filename="([^"/\\]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '';
}

/** Returns the message, or undefined if the text is not one. */
function parseMessage(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

async function readResult(response: Response): Promise<CommandResult> {
  const text = await response.text();
  try {
    const result: unknown = JSON.parse(text);
    if (isResult(result)) return result;
  } catch {
    // Not JSON: described by its status below.
  }
  if (response.status === 403) {
    return { ok: false, error: 'The phone was started again since this page was opened. Reload the page.' };
  }
  return { ok: false, error: `The server of the phone answered with status ${response.status}. Reload the page.` };
}

function isResult(value: unknown): value is CommandResult {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true || ('error' in value && typeof value.error === 'string');
}
