// Values that programs return or throw by mistake, and values designed to break code that touches them.
import fc from 'fast-check';
import { SECRET } from './hostile-server.js';

const explode = (): never => {
  throw new Error(SECRET);
};

/** A proxy whose traps all throw. */
const traps: ProxyHandler<object> = new Proxy({}, { get: () => explode });

const PROPERTIES = ['then', 'catch', 'message', 'stack', 'name', 'code', 'cause', 'status', 'type', 'props', 'toJSON'];

function withThrowingGetters(target: object): object {
  for (const key of [...PROPERTIES, Symbol.toPrimitive, Symbol.toStringTag, Symbol.iterator, 'toString', 'valueOf']) {
    Object.defineProperty(target, key, { get: explode, configurable: true });
  }
  return target;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function circular(): object {
  const value: Record<string, unknown> = { secret: SECRET };
  value.self = value;
  return value;
}

/** Errors like those of frameworks. Koa sends the message of an exposed error, with its status and headers. */
const exposed = (): Error =>
  Object.assign(new Error(SECRET), { status: 200, expose: true, headers: { 'x-secret': SECRET } });

/** Values created on each call. None is a rejected promise, which would always be an unhandled rejection. */
const makers: readonly (() => unknown)[] = [
  () => new Proxy({}, traps),
  () => new Proxy(() => undefined, traps),
  () => new Proxy(new Error(SECRET), { getPrototypeOf: explode }),
  revoked,
  circular,
  exposed,
  () => withThrowingGetters({}),
  () => withThrowingGetters(new Error(SECRET)),
  () => Object.freeze(new Error(SECRET)),
  () => Object.create(Error.prototype),
  () => new Error(SECRET, { cause: circular() }),
  () => new AggregateError([SECRET], SECRET),
  () => Symbol(SECRET),
  () => 5n,
  () => SECRET,
  () => `<Response><SpeakSentence>${SECRET}</SpeakSentence>`,
  () => undefined,
  () => null,
  () => () => SECRET,
  () => class {},
  () => [],
  () => new Map([[SECRET, SECRET]]),
  () => ({ status: 200, body: SECRET }),
  () => ({ $$typeof: Symbol.for('react.element'), type: 'Response', props: {} }),
  () => ({ type: 'Response', props: { children: SECRET } }),
];

type Then = (resolve: (value?: unknown) => void, reject: (thrown: unknown) => void) => void;

const thenable = (then: Then, on: object = {}): object => Object.defineProperty(on, 'then', { value: then });

/** Thenables. The first ones fail. */
const thenables: readonly (() => unknown)[] = [
  () => thenable(explode),
  () => Object.defineProperty({}, 'then', { get: explode }),
  () => thenable((_resolve, reject) => reject(SECRET)),
  () => thenable((_resolve, reject) => reject(new Proxy({}, traps))),
  () => thenable((resolve) => resolve(SECRET)),
  () =>
    thenable((resolve, reject) => {
      resolve(null);
      resolve(SECRET);
      reject(SECRET);
      explode();
    }),
  () =>
    thenable(
      (_resolve, reject) => reject(SECRET),
      () => undefined,
    ),
];

const anything = fc
  .anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
  })
  .map((value) => () => value);

/** Generates any value except a promise. */
export const anyValue: fc.Arbitrary<() => unknown> = fc.oneof(anything, fc.constantFrom(...makers));

/** Generates any value, including thenables. */
export const anyGiven: fc.Arbitrary<() => unknown> = fc.oneof(
  anything,
  fc.constantFrom(...makers),
  fc.constantFrom(...thenables),
);

/** Generates a function that returns, throws, resolves to or rejects with any value. */
export const anyDoing: fc.Arbitrary<() => unknown> = fc.oneof(
  anyGiven,
  anyValue.map((make) => (): never => {
    throw make();
  }),
  anyGiven.map((make) => async (): Promise<unknown> => make()),
  anyValue.map((make) => async (): Promise<never> => {
    throw make();
  }),
);

/** Generates a function that always fails. */
export const anyFailing: fc.Arbitrary<() => unknown> = fc.oneof(
  anyValue.map((make) => (): never => {
    throw make();
  }),
  anyValue.map((make) => async (): Promise<never> => {
    throw make();
  }),
  fc.constantFrom(...thenables.slice(0, 4)),
);
