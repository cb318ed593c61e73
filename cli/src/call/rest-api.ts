// The REST API of Bandwidth during a call, for an application that places calls or changes them.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { CommandError } from '../terminal/command-error.js';
import type { Io } from '../terminal/io.js';
import type { ApiReport } from './call-report.js';
import { type PlacedOutcome, placedOutcome } from './placed-calls.js';

/** The options of `bxml call` about the REST API, as commander reads them. */
export interface ApiOptions {
  /** The port; `0` for one that is free. */
  readonly api?: string | undefined;
  readonly accountId?: string | undefined;
  readonly applicationId?: string | undefined;
  /** What the phones do that the application calls. */
  readonly placed?: string | undefined;
}

/** How the REST API is served. */
export interface ApiSettings {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly accountId: string;
  readonly applicationId: string;
  readonly placed: PlacedOutcome;
}

/** The ids of the simulator. */
const ACCOUNT = '5500000';
const APPLICATION = 'a1b2c3d4-0000-4000-8000-000000000001';

/**
 * Returns how the REST API is served, and sets `BXML_API_URL`, `BXML_API_USER`, `BXML_API_PASSWORD`, `BXML_API_ACCOUNT_ID` and
 * `BXML_API_APPLICATION_ID` for a module that is loaded after that. A user and a password in the environment are used.
 *
 * @returns `undefined` without `--api`
 * @throws CommandError for options that do not fit
 */
export async function apiSettings(io: Io, options: ApiOptions): Promise<ApiSettings | undefined> {
  const { api, accountId = ACCOUNT, applicationId = APPLICATION } = options;
  if (api === undefined) {
    for (const [name, value] of Object.entries({
      '--account-id': options.accountId,
      '--application-id': options.applicationId,
      '--placed': options.placed,
    }))
      if (value !== undefined) throw new CommandError(`${name} is for --api.`, { hint: 'Add --api 0.' });
    return undefined;
  }
  const given = Number(api);
  if (api.trim() === '' || !Number.isInteger(given) || given < 0 || given > 65_535)
    throw new CommandError(`--api is ${JSON.stringify(api)}; expected a port from 0 to 65535.`, {
      hint: '--api 0 takes a free one.',
    });
  const placed = placedOutcome(options.placed);
  const { BXML_API_USER: username = 'api-user', BXML_API_PASSWORD: password = crypto.randomUUID() } = io.env;
  const port = await freePort(given);
  // The environment of this process, which the module reads.
  Object.assign(io.env, {
    BXML_API_URL: `http://127.0.0.1:${port}`,
    BXML_API_USER: username,
    BXML_API_PASSWORD: password,
    BXML_API_ACCOUNT_ID: accountId,
    BXML_API_APPLICATION_ID: applicationId,
  });
  return { port, username, password, accountId, applicationId, placed };
}

/** @throws CommandError if the port is in use */
async function freePort(port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  } catch (cause) {
    throw new CommandError(`The port ${port} of --api is not free.`, { hint: 'Name another one, or 0.', cause });
  } finally {
    server.close();
  }
}

/** Returns where the API is served. */
export const apiReport = ({ port, username, accountId, applicationId }: ApiSettings, origin: string): ApiReport => ({
  url: `http://127.0.0.1:${port}`,
  username,
  accountId,
  applicationId,
  origin,
});

/** Returns the line about the API that a person needs. */
export function apiText({ url, username, accountId, applicationId, origin }: ApiReport): string {
  return `REST API: ${url}, account ${accountId}, application ${applicationId} at ${origin}, user ${username}; modules have them in BXML_API_URL, BXML_API_USER, BXML_API_PASSWORD, BXML_API_ACCOUNT_ID, BXML_API_APPLICATION_ID.`;
}
