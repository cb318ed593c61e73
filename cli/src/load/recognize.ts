import type { SimulatedApplication } from 'bxml-jsx/testing';
import { importFile, resolveFrom } from './project.js';

/** A value that is not an application: why, for a message such as "default is a class". */
export class NotApplication {
  readonly is: string;
  readonly hint: string | undefined;

  constructor(is: string, hint?: string) {
    this.is = is;
    this.hint = hint;
  }
}

/** How {@link recognize} treats functions. */
export interface Recognition {
  /** The name of the value, or of the export that it belongs to. */
  readonly name: string;
  /** The folder of the module: Koa is imported from there. */
  readonly folder: string;
  /** False if a function must not be called, because it may do anything. */
  readonly mayCall: boolean;
}

type Method = (...args: unknown[]) => unknown;

/** The names of functions that make an application. */
const FACTORY = /^(?:create|make|build|get|new|start|setup|set|init|initialize|bootstrap|serve|run|main)(?![a-z])/;

/** Marks the Koa middleware of this package, in every copy of it. */
const KOA_MIDDLEWARE = Symbol.for('bxml-jsx.koa');

/** The properties of an object that may be the application, such as what a factory returns. */
const PARTS = ['default', 'app', 'application', 'webhooks', 'server', 'handler', 'listener', 'answer', 'fetch'];

/**
 * Returns the application that a value is, or makes: a Koa, Express, Connect, Fastify, Nest or Hono app, a router, Koa
 * middleware, a fetch handler, an object with `fetch`, a `node:http` listener or server, a promise of one, a function
 * without arguments that returns one, or an object that has one as `app`.
 */
export async function recognize(
  value: unknown,
  about: Recognition,
  depth = 0,
): Promise<SimulatedApplication | NotApplication> {
  if (depth > 4) return new NotApplication('nested too deeply');
  const given = await value;
  if (typeof given === 'function') return recognizeFunction(given as Method, about, depth);
  if (typeof given !== 'object' || given === null) return new NotApplication(kindOf(given));
  if (has(given, 'callback') && has(given, 'use')) return given as SimulatedApplication;
  if (has(given, 'fetch')) return given as SimulatedApplication;
  if (has(given, 'listener')) return given as SimulatedApplication;
  if (has(given, 'routing') && has(given, 'ready')) return fastify(given);
  if (has(given, 'getHttpAdapter') && has(given, 'init')) return nest(given, about, depth);
  if (has(given, 'listen') && has(given, 'listeners')) return serverListener(given);
  if (has(given, 'routes') && has(given, 'use')) return withKoa(method(given, 'routes')(), about.folder);
  return recognizePart(given, about, depth);
}

async function recognizePart(
  given: object,
  about: Recognition,
  depth: number,
): Promise<SimulatedApplication | NotApplication> {
  for (const name of PARTS) {
    const part: unknown = Reflect.get(given, name);
    if (part === undefined || part === null || part === given) continue;
    const found = await recognize(part, { ...about, name }, depth + 1);
    if (!(found instanceof NotApplication)) return found;
  }
  if (has(given, 'initiate') || has(given, 'answer')) {
    return new NotApplication(
      'an object of handlers',
      'Export what webhooks() returns: export default webhooks(handlers).',
    );
  }
  return new NotApplication(kindOf(given));
}

async function recognizeFunction(
  given: Method,
  about: Recognition,
  depth: number,
): Promise<SimulatedApplication | NotApplication> {
  if (isClass(given)) return new NotApplication('a class', 'Export an instance: export default new Koa().');
  if (KOA_MIDDLEWARE in given || isKoaMiddleware(given)) return withKoa(given, about.folder);
  if (has(given, 'handle') && (has(given, 'use') || 'stack' in given)) return expressLike(given);
  // The webhooks of `bxml-jsx/fetch` and `bxml-jsx/node` can be drained.
  if (has(given, 'drain')) return given as SimulatedApplication;
  const isFactory = FACTORY.test(about.name) || FACTORY.test(given.name) || given.length === 0;
  if (!isFactory) {
    if (!about.mayCall) return new NotApplication(kindOf(given));
    return given as SimulatedApplication;
  }
  if (!about.mayCall) return new NotApplication(kindOf(given));
  return callFactory(given, about, depth);
}

/** Calls a function that makes an application. A function that returns a response is a fetch handler itself. */
async function callFactory(
  given: Method,
  about: Recognition,
  depth: number,
): Promise<SimulatedApplication | NotApplication> {
  let made: unknown;
  try {
    made = await given();
  } catch (error) {
    if (given.length === 0) throw error;
    const hint = `Export the application, not the function that makes it: export default ${given.name || about.name}(…).`;
    return new NotApplication('a function that needs arguments', hint);
  }
  if (Object.prototype.toString.call(made) === '[object Response]') return given as SimulatedApplication;
  if (made === undefined) return new NotApplication('a function that returns nothing');
  const found = await recognize(made, { ...about, name: '' }, depth + 1);
  return found instanceof NotApplication
    ? new NotApplication(`a function that returns ${found.is}`, found.hint)
    : found;
}

async function fastify(app: object): Promise<SimulatedApplication> {
  await method(app, 'ready')();
  return { listener: (request: unknown, response: unknown) => method(app, 'routing')(request, response) };
}

async function nest(app: object, about: Recognition, depth: number): Promise<SimulatedApplication | NotApplication> {
  await method(app, 'init')();
  const adapter = Object(method(app, 'getHttpAdapter')());
  return recognize(method(adapter, 'getInstance')(), about, depth + 1);
}

function serverListener(server: object): SimulatedApplication | NotApplication {
  const [listener] = method(server, 'listeners')('request') as readonly unknown[];
  if (typeof listener !== 'function') return new NotApplication('a server without a request listener');
  return { listener: (request: unknown, response: unknown) => Reflect.apply(listener, server, [request, response]) };
}

/** Returns the listener of an Express or Connect app, or of a router: a request that it does not handle is not found. */
function expressLike(given: Method): SimulatedApplication {
  return {
    listener: (request: unknown, response: { statusCode: number; end(): void }) =>
      given(request, response, (error?: unknown) => {
        response.statusCode = error === undefined ? 404 : 500;
        response.end();
      }),
  };
}

/** Returns a Koa app with this middleware. */
async function withKoa(middleware: unknown, folder: string): Promise<SimulatedApplication | NotApplication> {
  const path = resolveFrom(folder, 'koa');
  if (path === undefined) return new NotApplication('Koa middleware', 'Install Koa: npm install koa.');
  const library = Object(await importFile(path)) as {
    readonly default: new () => { use(middleware: unknown): unknown };
  };
  return new library.default().use(middleware) as SimulatedApplication;
}

/** True for middleware by the names of its parameters: `(ctx, next)`. */
function isKoaMiddleware(given: Method): boolean {
  if (given.length !== 2) return false;
  const parameters = /^[^(]{0,80}\(([^()]{0,200})\)/.exec(Function.prototype.toString.call(given))?.[1] ?? '';
  return /^\s*(?:ctx|context)\s*,/.test(parameters) || /\bnext\s*$/.test(parameters);
}

const isClass = (given: Method): boolean =>
  /^class\b/.test(Function.prototype.toString.call(given)) || has(Object(given.prototype), 'callback');

function has(given: object, name: string): boolean {
  try {
    return typeof Reflect.get(given, name) === 'function';
  } catch {
    return false;
  }
}

/** Returns a method, bound to its object. */
const method = (given: object, name: string): Method => Reflect.get(given, name).bind(given);

/** Returns what kind of value this is, in the words of a message. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return isClass(value as Method) ? 'a class' : 'a function';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return name === undefined || name === 'Object' ? 'an object' : `an object of ${name}`;
  }
  return `a ${typeof value}`;
}
