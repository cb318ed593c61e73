import { BxmlError } from '../problems/bxml-error.js';
import { anything, checkOptions, optionCode } from '../problems/check-options.js';
import { objectOf } from '../problems/value-checks.js';
import { type AuthOption, BasicAuth, type Credentials, credentialsHint } from './basic-auth.js';
import { Deadline } from './deadline.js';
import { guardedPaths, type RequestPaths } from './guarded-paths.js';
import type { PathOption } from './match-path.js';
import { DEFAULT_TIMEOUT } from './options.js';
import { refuseRequest } from './platform.js';
import { problemReply, type Refusal, UNCHECKED, type WebhookReply } from './request.js';

/** Options of `basicAuth`. */
export interface BasicAuthOptions {
  /** The accepted credentials, as in the options of `webhooks`. */
  readonly auth: AuthOption;
  /**
   * Paths to guard: a path, an array of paths or a predicate. Guards everything below a path too, in every spelling
   * that an application may route to it: other letter case, percent-encoding, repeated slashes, parameters after `;`, a
   * dot at the end. `'/voice'` and `'/voice/*'` mean the same here. On these paths requests of every method need
   * credentials. A predicate is called with each spelling of the path until it returns `true`.
   *
   * An explicit `undefined` throws, so that a missing environment variable does not decide what is guarded.
   * @default every path
   */
  readonly path?: PathOption;
}

/** The values are checked by `BasicAuth` and `guardedPaths`. */
const isBasicAuthOptions = objectOf<BasicAuthOptions>({ auth: anything, path: anything }, { instead: credentialsHint });

interface GuardedRequest extends RequestPaths {
  readonly authorization: string | undefined;
}

/** Checks the credentials of requests on guarded paths. Independent of any framework. */
export class Guard {
  readonly #auth: BasicAuth;
  readonly #isGuarded: ((request: RequestPaths) => boolean) | undefined;

  /**
   * @throws BxmlError (`options.auth`, `options.path`, `options.unknown`)
   */
  constructor(options: BasicAuthOptions | undefined) {
    refuseRequest(options, 'options.type', 'basicAuth', 'options');
    const given: Partial<BasicAuthOptions> = options ?? {};
    const { username, password } = given as Partial<Credentials>;
    if (given.auth === undefined && (username ?? password) !== undefined) throw unwrappedPair();
    if (typeof given === 'object') checkOptions(isBasicAuthOptions, given, '', optionCode);
    this.#auth = new BasicAuth(given.auth);
    this.#isGuarded = guardedPaths(given);
  }

  /**
   * Returns the reply if the request is refused; undefined if it may pass.
   *
   * @param onError called with an error of the function in `auth` or `path`
   */
  async refusalOf(request: GuardedRequest, onError: (error: unknown) => void): Promise<WebhookReply | undefined> {
    const deadline = new Deadline(DEFAULT_TIMEOUT);
    const refusal = await this.#refusalOf(request, deadline, onError);
    deadline.clear();
    return refusal === undefined ? undefined : problemReply(refusal);
  }

  async #refusalOf(
    request: GuardedRequest,
    deadline: Deadline,
    onError: (error: unknown) => void,
  ): Promise<Refusal | undefined> {
    try {
      if (this.#isGuarded?.(request) === false) return undefined;
    } catch (error) {
      onError(error);
      return UNCHECKED;
    }
    return this.#auth.refusalOf(request.authorization, deadline, onError);
  }
}

function unwrappedPair(): BxmlError {
  return BxmlError.of('options.auth', 'options has username and password but no auth; they are fields of auth.', {
    hint: 'Write basicAuth({ auth: { username, password } }).',
  });
}
