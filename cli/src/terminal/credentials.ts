import { CommandError } from './command-error.js';
import type { Io } from './io.js';

/** A user name and a password of HTTP Basic. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The environment variables of the credentials that Bandwidth sends to the application. */
const USER_VARIABLE = 'BXML_USER';
const PASSWORD_VARIABLE = 'BXML_PASSWORD';

/**
 * Returns the credentials that Bandwidth would send: those of `--user name:password`, of `--user name` with the password in
 * `BXML_PASSWORD`, or of `BXML_USER` and `BXML_PASSWORD`. `undefined` if there are none.
 *
 * @throws CommandError if one of the two is missing
 */
export function credentialsOf({ env }: Io, user: string | undefined): Credentials | undefined {
  const given = user ?? env[USER_VARIABLE];
  const secret = env[PASSWORD_VARIABLE];
  if (given === undefined || given === '') {
    if (user === undefined && !secret) return undefined;
    throw new CommandError('The credentials have a password and no user name.', {
      hint: `Pass --user name:password, or set ${USER_VARIABLE} and ${PASSWORD_VARIABLE}.`,
    });
  }
  const colon = user === undefined ? -1 : given.indexOf(':');
  const username = colon < 0 ? given : given.slice(0, colon);
  const password = colon < 0 ? secret : given.slice(colon + 1);
  if (username !== '' && password) return { username, password };
  throw new CommandError(`The credentials have no ${username === '' ? 'user name' : 'password'}.`, {
    hint: `Pass --user name:password, or --user name and set ${PASSWORD_VARIABLE}.`,
  });
}

/** Returns the value of an `Authorization` header of HTTP Basic. */
export const basicAuthorization = ({ username, password }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
