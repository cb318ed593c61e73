import type { Credentials } from '../settings/address.js';
import { type ApiRequest, type ApiResponse, jsonResponse, mediaTypeOf } from './http-request.js';
import { RestError } from './rest-error.js';

/** Seconds for which a token is valid, in real time. */
const TOKEN_SECONDS = 3600;
/** The number of tokens that are valid at once. */
const MAX_TOKENS = 1000;

/** Checks the credentials of requests, and issues tokens. */
export class ApiAccess {
  readonly #basic: string;
  readonly #tokens = new Map<string, number>();

  /** @param credentials the user name and password of Basic, which are also the id and secret of the client for tokens */
  constructor({ username, password }: Credentials) {
    const bytes = new TextEncoder().encode(`${username}:${password}`);
    this.#basic = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }

  /** Returns a new token. */
  issue(): string {
    const token = crypto.randomUUID();
    this.#tokens.set(token, Date.now() + TOKEN_SECONDS * 1000);
    if (this.#tokens.size > MAX_TOKENS) {
      for (const oldest of this.#tokens.keys()) {
        this.#tokens.delete(oldest);
        break;
      }
    }
    return token;
  }

  /**
   * Answers a request for a token: OAuth 2 with the credentials of the client.
   *
   * @throws RestError (400, 401, 405, 415)
   */
  token(request: ApiRequest): ApiResponse {
    if (request.method !== 'POST')
      throw new RestError(405, { type: 'validation', description: 'a token is requested with POST' });
    if (!this.#isBasic(request.authorization)) throw unauthorized();
    if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded')
      throw new RestError(415, { type: 'validation', description: 'a token is requested with a form' });
    if (new URLSearchParams(request.body).get('grant_type') !== 'client_credentials')
      throw new RestError(400, { type: 'validation', description: 'grant_type is not client_credentials' });
    return jsonResponse(200, { access_token: this.issue(), expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
  }

  /** @throws RestError (401) if the request has neither valid Basic credentials nor a valid token */
  assertAllowed({ authorization }: ApiRequest): void {
    const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const expiresAt = token === undefined ? undefined : this.#tokens.get(token);
    if (expiresAt !== undefined && expiresAt > Date.now()) return;
    if (!this.#isBasic(authorization)) throw unauthorized();
  }

  #isBasic(authorization: string | undefined): boolean {
    return /^basic +(\S+)$/i.exec(authorization ?? '')?.[1] === this.#basic;
  }
}

const unauthorized = (): RestError =>
  new RestError(401, { type: 'authentication-error', description: 'the credentials are missing or wrong' });
