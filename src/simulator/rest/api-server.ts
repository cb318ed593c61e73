// The REST API over HTTP on loopback.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expects } from '../../problems/check-options.js';
import { objectOf } from '../../problems/value-checks.js';
import type { Simulation } from '../calls/simulation.js';
import type { Credentials } from '../settings/address.js';
import { asserting } from '../settings/checks.js';
import { isCredentials } from '../settings/inbound-call.js';
import type { RestApi } from './api.js';
import { ApiAccess } from './api-access.js';
import { type ApiRequest, type ApiResponse, errorResponse } from './http-request.js';
import { invalidRequest, RestError, type RestErrorBody } from './rest-error.js';
import { route, unknownPath } from './routes.js';

/** Options of `platform.serveApi`. */
export interface ApiServerOptions {
  /** The port on `127.0.0.1`. @default one that is free */
  readonly port?: number | undefined;
  /**
   * The user name and password that requests must have. They are also the client id and secret for tokens.
   * @default a user name and password that the server returns
   */
  readonly credentials?: Credentials | undefined;
  /**
   * The ids of the account's voice applications. `createCall` refuses any other `applicationId` with 400.
   * @default the option `applicationId` of `simulate`
   */
  readonly applicationIds?: readonly string[] | undefined;
}

export const assertApiServerOptions = asserting(
  objectOf<ApiServerOptions>({
    port: expects(
      'a port number, 0 to 65535',
      (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
    ),
    credentials: isCredentials,
    applicationIds: expects(
      'an array of ids',
      (value) => Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== ''),
    ),
  }),
);

/** The maximum number of bytes of the body of a request. */
const MAX_BYTES = 1_048_576;

/**
 * A server of the REST API, for an application that has a client for it: the vendor's SDK, or `fetch`.
 *
 * @example
 * const server = await platform.serveApi();
 * const { url: basePath, username, password } = server;
 * const calls = new CallsApi(new Configuration({ basePath, username, password }));
 * await calls.updateCall(server.accountId, call.callId, { state: 'completed' });
 * await server.close();
 */
export class ApiServer {
  /** The base URL without a slash at its end, such as `http://127.0.0.1:40123`. Paths may begin with `/api/v2` too. */
  readonly url: string;
  /** The account in the paths: the option `accountId` of `simulate`. */
  readonly accountId: string;
  /** The user name of the credentials, and the client id for tokens. */
  readonly username: string;
  /** The password of the credentials, and the client secret for tokens. */
  readonly password: string;
  /** A token for `Authorization: Bearer`, valid for an hour of real time. */
  readonly accessToken: string;
  /** The URL at which clients request a token. */
  readonly tokenUrl: string;
  readonly #close: () => Promise<void>;

  /** @internal */
  constructor(
    port: number,
    access: ApiAccess,
    accountId: string,
    credentials: Credentials,
    close: () => Promise<void>,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.tokenUrl = `${this.url}/api/v1/oauth2/token`;
    this.accountId = accountId;
    this.username = credentials.username;
    this.password = credentials.password;
    this.accessToken = access.issue();
    this.#close = close;
  }

  /**
   * Stops the server and closes its connections. Calling it again has no effect.
   *
   * @example
   * test.after(() => server.close());
   */
  async close(): Promise<void> {
    await this.#close();
  }
}

/**
 * Serves the REST API on `127.0.0.1`.
 *
 * @throws Error of Node if the port is not free
 */
export async function serveApi(simulation: Simulation, api: RestApi, options: ApiServerOptions): Promise<ApiServer> {
  const { createServer } = await import('node:http');
  const { accountId, applicationId, patience } = simulation.settings;
  const credentials = options.credentials ?? { username: 'api-user', password: crypto.randomUUID() };
  const access = new ApiAccess(credentials);
  const account = { access, accountId, applicationIds: options.applicationIds ?? [applicationId] };
  const limits = { requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience };
  const server = createServer(limits, (incoming, outgoing) => {
    // Virtual time stops until the response, so that its effects come at the moment of the request.
    const description = `the request ${incoming.method} ${incoming.url?.split('?')[0]} to serveApi`;
    const done = new Promise<void>((resolve) => outgoing.once('close', resolve));
    simulation.scheduler.work.hold({ subject: server, description }, done, patience);
    void respond(incoming, outgoing, (request) => answer(api, account, request));
  });
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new ApiServer(port, access, accountId, credentials, close);
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answerTo: (request: ApiRequest) => Promise<ApiResponse>,
): Promise<void> {
  const response = await received(incoming).then(answerTo).catch(failure);
  if (outgoing.destroyed) return;
  // The rest of a body that is too long is not read.
  const connection = incoming.complete ? {} : { connection: 'close' };
  outgoing.writeHead(response.status, { ...response.headers, ...connection });
  outgoing.end(response.body);
}

/** Reads a request. @throws RestError (400) if its body is too long */
async function received(incoming: IncomingMessage): Promise<ApiRequest> {
  const { method = '', url = '/', headers } = incoming;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    // A stream without an encoding has chunks of bytes.
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    if (length > MAX_BYTES) throw tooLong();
    chunks.push(bytes);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return {
    method,
    origin: `http://${headers.host ?? '127.0.0.1'}`,
    target: url,
    contentType: headers['content-type'],
    authorization: headers.authorization,
    body: new TextDecoder().decode(body),
  };
}

const tooLong = (): RestError =>
  new RestError(400, { type: 'validation', description: `the body has more than ${MAX_BYTES} bytes` });

/** The account whose requests are served. */
interface Account {
  readonly access: ApiAccess;
  readonly accountId: string;
  readonly applicationIds: readonly string[];
}

/** Answers a request, in the order in which it is checked: credentials, path, account, method, content type, body. */
async function answer(
  api: RestApi,
  { access, accountId, applicationIds }: Account,
  request: ApiRequest,
): Promise<ApiResponse> {
  const [path = '', search = ''] = request.target.split(/\?(.*)/s);
  if (path === '/api/v1/oauth2/token') return access.token(request);
  access.assertAllowed(request);
  const [, prefix = '', account, rest = ''] = /^((?:\/api\/v2)?)\/accounts\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (account === undefined) throw unknownPath(path);
  if (account !== accountId) throw forbidden(account);
  const url = `${request.origin}${prefix}/accounts/${accountId}${rest}`;
  return route(rest, {
    api,
    request,
    query: new URLSearchParams(search),
    url,
    assertApplication: (id) => {
      if (typeof id === 'string' && id !== '' && !applicationIds.includes(id)) throw unknownApplication(id);
    },
  });
}

const unknownApplication = (id: string): RestError =>
  invalidRequest(
    `application [${id}] was not found; set the option applicationId of simulate, or applicationIds of serveApi`,
  );

const forbidden = (account: string): RestError =>
  new RestError(403, {
    type: 'authorization-error',
    description: `the credentials have no access to account ${account}`,
  });

/** Returns the response for an error. */
function failure(error: unknown): ApiResponse {
  if (error instanceof RestError) {
    const isMissing = error.status === 401;
    return errorResponse(error, isMissing ? { 'www-authenticate': 'Basic realm="bandwidth"' } : {});
  }
  const body: RestErrorBody = {
    type: 'internal-error',
    description: error instanceof Error ? error.message : 'unknown',
  };
  return errorResponse(new RestError(500, body));
}
