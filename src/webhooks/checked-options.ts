import { BxmlError } from '../problems/bxml-error.js';
import { quoted, shown } from '../problems/shown-value.js';
import { closestMatch } from '../problems/suggestion.js';
import { assertOptions } from '../render/render-options.js';
import { LONGEST_TIMER } from './background-work.js';
import { hookNames } from './webhook-hooks.js';
import type { WebhookOptions } from './webhook-options.js';

/** The time for an answer by default: below the 15 seconds for which Bandwidth waits. */
export const DEFAULT_TIMEOUT = 12_000;

/** Every option; the compiler sees to it that none is missing. */
const NAMES: { readonly [Name in keyof WebhookOptions]-?: true } = {
  path: true,
  auth: true,
  limit: true,
  timeout: true,
  fallback: true,
  ack: true,
  ackStatus: true,
  waitUntil: true,
  dedupe: true,
  events: true,
  onError: true,
  onUnknown: true,
  hooks: true,
  rules: true,
  strict: true,
  onWarning: true,
};

/**
 * Refuses options of a wrong kind when the middleware is made, and not when the first call comes.
 *
 * @throws BxmlError (`options.*`)
 */
export function checkOptions<C>(options: WebhookOptions<C>): void {
  assertOptions({ ...asRecord(options), signal: undefined, context: undefined });
  refuseOthers(options, Object.keys(NAMES));
  const { limit, timeout, ack, ackStatus, dedupe, hooks } = options;
  above0('limit', limit, 'a number of bytes above 0');
  above0('timeout', timeout, 'a number of milliseconds above 0');
  // Beyond that Node takes it for 1.
  if (timeout !== undefined && timeout > LONGEST_TIMER)
    throw wrong('timeout', timeout, `at most ${LONGEST_TIMER} milliseconds`);
  oneOf('strict', options.strict, [true, false]);
  oneOf('ack', ack, ['first', 'after']);
  oneOf('ackStatus', ackStatus, [200, 201, 204]);
  for (const name of ['onError', 'onUnknown', 'waitUntil'] as const) mayBeFunction(name, options[name]);
  if (dedupe !== undefined && dedupe !== false && typeof dedupe?.add !== 'function') {
    throw wrong('dedupe', dedupe, 'false, or a store with a function add(key)');
  }
  if (hooks === undefined) return;
  for (const [name, hook] of Object.entries(asRecord(hooks, 'hooks'))) {
    if (!hookNames.includes(name)) {
      const meant = closestMatch(name, hookNames);
      throw BxmlError.of('options.hooks', `There is no hook ${quoted(name)}; allowed: ${hookNames.join(', ')}.`, {
        ...(meant === undefined ? {} : { hint: `Did you mean ${meant}?` }),
      });
    }
    if (hook !== undefined && typeof hook !== 'function') {
      throw BxmlError.of('options.hooks', `The hook ${name} is ${shown(hook)}; expected a function.`);
    }
  }
}

/**
 * Refuses options of other names: a misspelt `auth` would let everybody in.
 *
 * @throws BxmlError (`options.unknown`)
 */
export function refuseOthers(options: object, names: readonly string[]): void {
  const other = Object.keys(options).find((name) => !names.includes(name));
  if (other === undefined) return;
  const hint = hintForOption(other, names);
  throw BxmlError.of('options.unknown', `There is no option ${quoted(other)}; allowed: ${names.join(', ')}.`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Options that other libraries and the simulator have for credentials, and the fields of a pair. */
const CREDENTIALS = /^(?:credentials?|basic_?auth|authentication|authorization|users?|username|password)$/i;

function hintForOption(name: string, names: readonly string[]): string | undefined {
  if (CREDENTIALS.test(name) && names.includes('auth')) return 'Write auth: { username, password }.';
  const meant = closestMatch(name, names);
  return meant === undefined ? undefined : `Did you mean ${meant}?`;
}

function asRecord(value: unknown, name = 'type'): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw BxmlError.of(
    `options.${name}`,
    `The ${name === 'type' ? 'options' : name} are ${shown(value)}; expected an object.`,
    typeof value === 'function' ? { hint: 'Is webhooks itself used? Write app.use(webhooks({ … })).' } : {},
  );
}

function wrong(name: string, value: unknown, expected: string): BxmlError {
  return BxmlError.of(`options.${name}`, `${name} is ${shown(value)}; expected ${expected}.`);
}

function above0(name: string, value: unknown, expected: string): void {
  if (value !== undefined && !(typeof value === 'number' && value > 0)) throw wrong(name, value, expected);
}

function oneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw BxmlError.of(`options.${name}`, `${name} is ${shown(value)}; allowed: ${allowed.join(', ')}.`);
}

function mayBeFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw wrong(name, value, 'a function');
}
