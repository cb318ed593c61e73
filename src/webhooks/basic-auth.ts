import { BxmlError } from '../problems/bxml-error.js';
import { inspect, quoted } from '../problems/inspect.js';
import { type Deadline, LATE } from './deadline.js';
import { type Refusal, UNCHECKED } from './request.js';

/** A username and password, as configured at Bandwidth or in the attributes of a verb. */
export interface Credentials {
  /** Must not contain a colon, which separates it from the password in the header. */
  readonly username: string;
  readonly password: string;
}

/**
 * The accepted credentials: one pair, an array of pairs (while a password is being rotated), or a function that returns
 * true if it accepts a pair. The function must compare in constant time itself.
 */
export type AuthOption = Credentials | readonly Credentials[] | ((given: Credentials) => boolean | Promise<boolean>);

/** Names that other libraries and the simulator use for this option, and the fields of a pair. */
const OTHER_NAMES = /^(?:credentials?|basic_?auth|authentication|authorization|users?|username|password)$/i;

/** Returns the hint for an unknown option whose name suggests credentials; else undefined. */
export const credentialsHint = (option: string): string | undefined =>
  OTHER_NAMES.test(option) ? 'Write auth: { username, password }.' : undefined;

/** The refusal for missing or incorrect credentials. */
const CHALLENGE: Refusal = {
  status: 401,
  code: 'request.credentials',
  detail: 'The credentials are missing or incorrect.',
  // Bandwidth may send its first request without credentials, and retries with them only if this header is present.
  headers: { 'www-authenticate': 'Basic realm="webhooks", charset="UTF-8"' },
};

/** Returns the error for an `auth` function that did not finish in time. */
function authTimeout(milliseconds: number | undefined): BxmlError {
  return BxmlError.of('auth.timeout', `The auth function did not finish within ${milliseconds} ms.`, {
    hint: 'Cache the credentials in memory.',
  });
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
   * Returns the refusal for a request whose `Authorization` header is missing or not accepted, or could not be checked
   * in time; undefined if the credentials are accepted. Never rejects.
   *
   * @param onError called with an error of the `auth` function
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
    // Compares all of them, so that the time does not reveal which pair matches.
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
  if (wrong === undefined) return pairs as readonly Credentials[]; // `faultInPair` has checked each of them.
  throw BxmlError.of('options.auth', `auth ${wrong}.`, {
    hint: 'Write auth: { username, password }, an array of such pairs, or a function. Is an environment variable missing? To accept requests without credentials, omit auth.',
  });
}

/** Missing values converted to strings. An attacker would try these passwords first. */
const ACCIDENTS: ReadonlySet<string> = new Set(['undefined', 'null', 'NaN', '[object Object]']);

/** Describes what is wrong with a pair without quoting it; undefined if it is valid. */
function faultInPair(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return `is ${typeof value === 'string' ? 'a string' : inspect(value)}`;
  const { username, password, ...others } = value as Partial<Credentials>;
  for (const [name, text] of Object.entries({ username, password })) {
    if (typeof text !== 'string') return `has a ${name} that is not a string`;
    if (text.trim() === '') return `has an empty ${name}`;
    if (ACCIDENTS.has(text)) return `has the string "${text}" as ${name}, which suggests a missing value`;
  }
  if (username?.includes(':') === true) return 'has a colon in its username';
  const [other] = Object.keys(others);
  return other === undefined ? undefined : `has an unknown field ${quoted(other)}; allowed: username, password`;
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

/** True if the bytes are equal. The time depends only on the length of `given`. */
function isSame(given: Uint8Array, known: Uint8Array): boolean {
  let difference = given.length ^ known.length;
  for (let index = 0; index < given.length; index++) {
    difference |= (given[index] ?? 0) ^ (known[index % known.length] ?? 0);
  }
  return difference === 0;
}
