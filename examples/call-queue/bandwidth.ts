// A small client for the operations of Bandwidth's REST API that the queue needs.

/** The fields of `createCall` that the queue uses. */
export interface NewCall {
  readonly applicationId: string;
  readonly from: string;
  readonly to: string;
  readonly answerUrl: string;
  readonly disconnectUrl: string;
  /** Seconds. */
  readonly callTimeout: number;
  readonly tag: string;
  readonly username?: string;
  readonly password?: string;
}

/** Sends a call to another document. */
export interface Redirect {
  readonly redirectUrl: string;
  readonly username?: string;
  readonly password?: string;
}

/** Places and changes calls, and ends conferences. `platform.api` of the simulator has these methods too. */
export interface CallControl {
  createCall(call: NewCall): Promise<{ readonly callId: string }>;
  updateCall(callId: string, change: Redirect | { readonly state: 'completed' }): Promise<void>;
  updateConference(conferenceId: string, change: { readonly status: 'completed' }): Promise<void>;
}

/** An account at Bandwidth, and where its interfaces are. */
export interface BandwidthOptions {
  readonly accountId: string;
  /** The id and secret of OAuth 2.0 client credentials. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The base URL of the Voice API. @default Bandwidth's own */
  readonly baseUrl?: string | undefined;
  /** The URL for access tokens. @default Bandwidth's own */
  readonly tokenUrl?: string | undefined;
}

/** Thrown for a response other than 2xx. The message omits the body, which may quote the request. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: number;

  constructor(request: string, status: number) {
    super(`${request}: Bandwidth responded ${status}.`);
    this.status = status;
  }
}

const TIMEOUT = 4_000; // milliseconds

/** Returns a client. Its methods reject with `RequestRefused`, or with the error of `fetch` if there is no response. */
export function bandwidth({
  accountId,
  clientId,
  clientSecret,
  baseUrl = 'https://voice.bandwidth.com/api/v2',
  tokenUrl = 'https://api.bandwidth.com/api/v1/oauth2/token',
}: BandwidthOptions): CallControl {
  const account = `${baseUrl}/accounts/${encodeURIComponent(accountId)}`;
  let token = { value: '', expiresAt: 0 };

  /** Returns an access token. It is used until a minute before its end. */
  async function accessToken(): Promise<string> {
    if (token.expiresAt > Date.now()) return token.value;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) throw new RequestRefused('The request for an access token', response.status);
    // The documented fields of the response.
    const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
    token = { value: access_token, expiresAt: Date.now() + (expires_in - 60) * 1000 };
    return access_token;
  }

  async function post(path: string, body: object): Promise<string> {
    const response = await fetch(account + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${await accessToken()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await response.text();
    if (!response.ok) throw new RequestRefused(`POST ${path}`, response.status);
    return text;
  }

  return {
    // The documented field of the response.
    createCall: async (call) => JSON.parse(await post('/calls', call)) as { callId: string },
    async updateCall(callId, change) {
      await post(`/calls/${encodeURIComponent(callId)}`, change);
    },
    async updateConference(conferenceId, change) {
      await post(`/conferences/${encodeURIComponent(conferenceId)}`, change);
    },
  };
}
