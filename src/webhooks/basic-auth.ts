import { BxmlError } from '../problems/bxml-error.js';
import { inspect, quoted } from '../problems/inspect.js';
import { type Deadline, LATE } from './deadline.js';
import { type Refusal, UNCHECKED } from './request.js';

/** A user and a password, as they are entered at Bandwidth or written on a verb. */
export interface Credentials {
  /** Must not hold a colon, which ends it in the header. */
  readonly username: string;
  readonly password: string;
}

/**
 * Who may send webhooks: one pair, several pairs (for the time in which a password is changed), or a function that returns
 * true for a known pair. The function has to compare in constant time itself.
 */
export type AuthOption = Credentials | readonly Credentials[] | ((given: Credentials) => boolean | Promise<boolean>);

/** Options that other libraries and the simulator have for credentials, and the fields of a pair. */
const OTHER_NAMES = /^(?:credentials?|basic_?auth|authentication|authorization|users?|username|password)$/i;

/** Returns what to write instead of an option that there is not, if it stands for credentials. */
export const insteadOfCredentials = (option: string): string | undefined =>
  OTHER_NAMES.test(option) ? 'Write auth: { username, password }.' : undefined;

/** The refusal of unknown credentials, and of none. */
const CHALLENGE: Refusal = {
  status: 401,
  code: 'request.credentials',
  detail: 'The request needs credentials that are known here.',
  // Bandwidth may send its first request without credentials, and sends no second one without this header.
  headers: { 'www-authenticate': 'Basic realm="webhooks", charset="UTF-8"' },
};

/** Returns the error of a function in `auth` that took too long. */
function authTimeout(milliseconds: number | undefined): BxmlError {
  return BxmlError.of('auth.timeout', `The credentials were not checked within ${milliseconds} ms.`);
}

const utf8 = new TextEncoder();

/** Checks the credentials of HTTP Basic authentication. */
export class BasicAuth {
  readonly #known: readonly Uint8Array[];
  readonly #check: ((given: Credentials) => boolean | Promise<boolean>) | undefined;

  /**
   * @throws BxmlError (`options.auth`)
   */
  constructor(option: AuthOption | undefined) {
    this.#check = typeof option === 'function' ? option : undefined;
    this.#known = typeof option === 'function' ? [] : pairsOf(option).map(bytesOf);
  }

  /**
   * Returns the refusal of a request whose header `Authorization` has no known credentials, or whose credentials could
   * not be checked in time; undefined if they are known. Never rejects.
   *
   * @param onError called with what the function in `auth` throws
   */
  async refusalOf(
    header: string | undefined,
    deadline: Deadline,
    onError: (error: unknown) => void,
  ): Promise<Refusal | undefined> {
    try {
      const checking = this.#isKnown(header);
      const isKnown = checking instanceof Promise ? await deadline.meet(checking) : checking;
      if (isKnown === LATE) throw authTimeout(deadline.milliseconds);
      return isKnown ? undefined : CHALLENGE;
    } catch (error) {
      onError(error);
      return UNCHECKED;
    }
  }

  #isKnown(header: string | undefined): boolean | Promise<boolean> {
    const given = bytesInHeader(header);
    if (given === undefined) return false;
    if (this.#check !== undefined) return checkedBy(this.#check, given);
    // All of them are compared, so that the time says nothing about which one fits.
    let isKnown = false;
    for (const known of this.#known) isKnown = isSame(given, known) || isKnown;
    return isKnown;
  }
}

async function checkedBy(
  check: (given: Credentials) => boolean | Promise<boolean>,
  given: Uint8Array,
): Promise<boolean> {
  const [, username, password] = /^([^:]*):(.*)$/s.exec(new TextDecoder().decode(given)) ?? [];
  if (username === undefined || password === undefined) return false;
  return (await check({ username, password })) === true;
}

function pairsOf(option: Credentials | readonly Credentials[] | undefined): readonly Credentials[] {
  const pairs: readonly unknown[] = Array.isArray(option) ? Array.from(option) : [option];
  const wrong = pairs.length === 0 ? 'is an empty array' : pairs.map(faultInPair).find((fault) => fault !== undefined);
  if (wrong === undefined) return pairs as readonly Credentials[]; // Each of them has been looked at.
  throw BxmlError.of('options.auth', `auth ${wrong}.`, {
    hint: 'Write auth: { username, password }, an array of such pairs, or a function. Is an environment variable missing? To let anyone in, leave auth out.',
  });
}

/** Missing values as strings. As a password they would be the first guess. */
const ACCIDENTS: ReadonlySet<string> = new Set(['undefined', 'null', 'NaN', '[object Object]']);

/** Returns what is wrong with a pair, without what is in it. */
function faultInPair(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return `is ${typeof value === 'string' ? 'a string' : inspect(value)}`;
  const { username, password, ...others } = value as Partial<Credentials>;
  for (const [name, text] of Object.entries({ username, password })) {
    if (typeof text !== 'string') return `has no string as ${name}`;
    if (text.trim() === '') return `has an empty ${name}`;
    if (ACCIDENTS.has(text)) return `has the string ${text} as ${name}, as from a template with a missing value`;
  }
  if (username?.includes(':') === true) return 'has a colon in username';
  const [other] = Object.keys(others);
  return other === undefined ? undefined : `has a field ${quoted(other)}; allowed: username, password`;
}

const bytesOf = ({ username, password }: Credentials): Uint8Array => utf8.encode(`${username}:${password}`);

function bytesInHeader(header = ''): Uint8Array | undefined {
  const encoded = /^\s*basic +([a-z\d+/]+=*)\s*$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** True if the bytes are the same; the time that it takes depends on those given alone. */
function isSame(given: Uint8Array, known: Uint8Array): boolean {
  let difference = given.length ^ known.length;
  for (let index = 0; index < given.length; index++) {
    difference |= (given[index] ?? 0) ^ (known[index % known.length] ?? 0);
  }
  return difference === 0;
}
