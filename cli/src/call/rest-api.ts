// The REST API of Bandwidth during a call, for an application that places calls or changes them.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Platform, TimelineEntry } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import type { Io } from '../terminal/io.js';

/** The options of `bxml call` about the REST API, as commander reads them. */
export interface ApiOptions {
  /** The port; `0` for one that is free. */
  readonly api?: string | undefined;
  readonly accountId?: string | undefined;
  readonly applicationId?: string | undefined;
}

/** How the REST API is served. */
export interface ApiSettings {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly accountId: string;
  readonly applicationId: string;
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
    }))
      if (value !== undefined) throw new CommandError(`${name} is for --api.`, { hint: 'Add --api 0.' });
    return undefined;
  }
  const given = Number(api);
  if (api.trim() === '' || !Number.isInteger(given) || given < 0 || given > 65_535)
    throw new CommandError(`--api is ${JSON.stringify(api)}; expected a port from 0 to 65535.`, {
      hint: '--api 0 takes a free one.',
    });
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
  return { port, username, password, accountId, applicationId };
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

/** Returns the lines about the API that a person needs. The password of the environment is not shown. */
export function apiText({ port, username, accountId, applicationId }: ApiSettings, origin: string): string {
  return `REST API: http://127.0.0.1:${port}, account ${accountId}, application ${applicationId} at ${origin}, user ${username}; modules have them in BXML_API_URL, BXML_API_USER, BXML_API_PASSWORD, BXML_API_ACCOUNT_ID, BXML_API_APPLICATION_ID.`;
}

/** The calls that the application places itself while a call is held. Their phones answer. */
export class PlacedCalls {
  readonly #entries: TimelineEntry[] = [];
  #reported = 0;

  /** @param held returns the id of the call that is held; `undefined` until it has begun */
  constructor(platform: Platform, held: () => string | undefined, isHeldOutbound: boolean) {
    const placed = new Set<string>();
    const answered = new Set<string>();
    platform.watch((change) => {
      if (change.kind === 'entry') {
        const { change: how, entry, ofCall } = change;
        if (how === 'added' && ofCall !== undefined && placed.has(ofCall)) this.#entries.push(entry);
        return;
      }
      const { callId, ofCall, direction, state, line } = change.leg;
      const isHeld = callId === held() || (held() === undefined && isHeldOutbound);
      if (direction === 'outbound' && callId === ofCall && !isHeld) placed.add(callId);
      if (state !== 'ringing' || !placed.has(callId) || answered.has(callId)) return;
      answered.add(callId);
      // The step of the call that is held makes time pass, and reports what goes wrong.
      line.answers().catch(() => undefined);
    });
  }

  /** Returns the entries since the last time. */
  take(): readonly TimelineEntry[] {
    const entries = this.#entries.slice(this.#reported);
    this.#reported = this.#entries.length;
    return entries;
  }
}
