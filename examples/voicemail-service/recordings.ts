// Downloads recordings and their texts from Bandwidth, with the credentials of the account.
import type { Audio } from './mailbox.js';

/** Which recording. */
export interface RecordingIds {
  readonly callId: string;
  readonly recordingId: string;
}

/** Downloads recordings. */
export interface Recordings {
  audio(recording: RecordingIds, signal: AbortSignal): Promise<Audio>;
  /** Resolves to the words, of all speakers. */
  text(recording: RecordingIds, signal: AbortSignal): Promise<string>;
}

/** An account at Bandwidth, and where its interfaces are. */
export interface Account {
  readonly accountId: string;
  /** The id and secret of OAuth 2.0 client credentials. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The base URL of the Voice API. @default Bandwidth's own */
  readonly baseUrl?: string | undefined;
  /** The URL for access tokens. @default Bandwidth's own */
  readonly tokenUrl?: string | undefined;
}

const TIMEOUT = 30_000; // milliseconds

/**
 * Returns a client. The URLs are made of the ids in the events, because an event that is forged could contain the URL of
 * another server, which would receive the access token.
 */
export function recordingsOf({
  accountId,
  clientId,
  clientSecret,
  baseUrl = 'https://voice.bandwidth.com/api/v2',
  tokenUrl = 'https://api.bandwidth.com/api/v1/oauth2/token',
}: Account): Recordings {
  let token = { value: '', expiresAt: 0 };

  /** Returns an access token. It is used until a minute before its end. */
  async function accessToken(signal: AbortSignal): Promise<string> {
    if (token.expiresAt > Date.now()) return token.value;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal,
    });
    if (!response.ok) throw new Error(`The request for an access token: Bandwidth responded ${response.status}.`);
    // The documented fields of the response.
    const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
    token = { value: access_token, expiresAt: Date.now() + (expires_in - 60) * 1000 };
    return access_token;
  }

  async function get({ callId, recordingId }: RecordingIds, part: string, signal: AbortSignal): Promise<Response> {
    const path = ['accounts', accountId, 'calls', callId, 'recordings', recordingId, part];
    const limited = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
    const response = await fetch(`${baseUrl}/${path.map(encodeURIComponent).join('/')}`, {
      headers: { authorization: `Bearer ${await accessToken(limited)}` },
      signal: limited,
    });
    // The token may have been revoked. The next attempt requests another one.
    if (response.status === 401) token = { value: '', expiresAt: 0 };
    if (!response.ok) throw new Error(`The ${part} of ${recordingId}: Bandwidth responded ${response.status}.`);
    return response;
  }

  return {
    async audio(recording, signal) {
      const response = await get(recording, 'media', signal);
      return {
        contentType: response.headers.get('content-type') ?? 'application/octet-stream',
        bytes: new Uint8Array(await response.arrayBuffer()),
      };
    },
    async text(recording, signal) {
      const response = await get(recording, 'transcription', signal);
      // The documented field of the response.
      const { transcripts } = (await response.json()) as { transcripts: readonly { readonly text: string }[] };
      return transcripts.map(({ text }) => text).join(' ');
    },
  };
}
