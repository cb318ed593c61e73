import { BxmlError } from '../problems/bxml-error.js';
import { inspect } from '../problems/inspect.js';

/** An entry point of the package for one kind of host. */
type PlatformEntry = 'bxml-jsx/koa' | 'bxml-jsx/fetch' | 'bxml-jsx/node';

/** True if the value is a Koa context. */
export function isKoaContext(value: unknown): boolean {
  if (!isObject(value)) return false;
  try {
    // Performance: written out instead of a loop, because it runs once per request.
    const { req, res, request, response } = value as Readonly<Record<string, unknown>>; // Any object may be read.
    return isObject(req) && isObject(res) && isObject(request) && isObject(response);
  } catch {
    return false;
  }
}

/** True if the value is a `Request` of the Fetch API, from any realm or library. */
export function isWebRequest(value: unknown): boolean {
  // Performance: `url` is not read, because some implementations build the string on every read.
  return isObject(value) && 'url' in value && hasMethodName(value) && isMethod(read(value, 'headers'), 'get');
}

/** True if the value is a request of `node:http` or of a framework that extends it. */
export function isNodeRequest(value: unknown): boolean {
  return isMethod(value, 'on') && typeof read(value, 'url') === 'string' && hasMethodName(value);
}

/** True if the value is a response of `node:http` or of a framework that extends it. */
export function isNodeResponse(value: unknown): boolean {
  return isMethod(value, 'setHeader') && isMethod(value, 'end');
}

/** The description of a wrong argument, and the fix. */
interface Diagnosis {
  readonly given: string;
  readonly hint: string;
}

/**
 * Returns the error for a middleware that was called by the wrong kind of host (`platform.mismatch`).
 *
 * @param name the exported function that created the middleware, such as `webhooks`
 * @param given the first argument
 */
export function wrongPlatform(entry: PlatformEntry, name: string, given: unknown): BxmlError {
  const { given: what, hint } = diagnose(entry, name, given);
  const message = `The function returned by ${name} of ${entry} was called with ${what}; expected ${EXPECTED[entry]}.`;
  return BxmlError.of('platform.mismatch', message, { hint });
}

/**
 * Throws if a request was passed instead of handlers or options, as in `app.use(webhooks)`.
 *
 * @throws BxmlError with the given code.
 */
export function refuseRequest(given: unknown, code: string, name: string, expected: string): void {
  if (!isKoaContext(given) && !isWebRequest(given) && !isNodeRequest(given)) return;
  throw BxmlError.of(code, `${name} was called with a request; expected ${expected}.`, {
    hint: `Call ${name} once and mount the function that it returns: app.use(${name}({ … })).`,
  });
}

const EXPECTED: { readonly [Entry in PlatformEntry]: string } = {
  'bxml-jsx/koa': 'a Koa context and next',
  'bxml-jsx/fetch': 'a Request of the Fetch API',
  'bxml-jsx/node': 'a request and a response of node:http',
};

/** Returns the description of the argument, and the fix. The order matters: a Koa context contains a Node request. */
function diagnose(entry: PlatformEntry, name: string, given: unknown): Diagnosis {
  const use = (other: PlatformEntry): string => `Import ${name} from ${other}.`;
  const pass = (what: string): string =>
    entry === 'bxml-jsx/fetch' ? `Pass ${what}.` : `Import ${name} from bxml-jsx/fetch and pass ${what}.`;
  if (given === undefined || given === null) {
    return { given: inspect(given), hint: `Pass the request: ${CALLS[entry]}.` };
  }
  if (isWebRequest(given)) return { given: 'a Request of the Fetch API', hint: use('bxml-jsx/fetch') };
  if (isKoaContext(given)) {
    return {
      given: 'a Koa context',
      hint: entry === 'bxml-jsx/koa' ? `Pass next too: ${CALLS[entry]}.` : use('bxml-jsx/koa'),
    };
  }
  if (isNodeRequest(given)) {
    return {
      given: 'a request of node:http',
      hint:
        entry === 'bxml-jsx/node'
          ? `Pass the response too: ${CALLS[entry]}.`
          : `Import ${name} from bxml-jsx/node, for Express, Connect, Nest and node:http.`,
    };
  }
  if (isNodeRequest(read(given, 'raw'))) {
    return {
      given: 'a Fastify request',
      hint: `Import ${name} from bxml-jsx/node and pass request.raw and reply.raw after reply.hijack().`,
    };
  }
  if (isWebRequest(read(read(given, 'req'), 'raw'))) return { given: 'a Hono context', hint: pass('c.req.raw') };
  if (isWebRequest(read(given, 'request'))) {
    return { given: 'an object with a request property', hint: pass('its request') };
  }
  if (isObject(read(given, 'requestContext')) || typeof read(given, 'httpMethod') === 'string') {
    return { given: 'an AWS Lambda event', hint: pass('a Request built from it, as docs/deploying.md shows') };
  }
  if (typeof read(given, 'eventType') === 'string') {
    return {
      given: 'a webhook event',
      hint: 'Pass the HTTP request instead of its parsed body. The credentials and the body are checked.',
    };
  }
  return { given: inspect(given), hint: `Call it with the request: ${CALLS[entry]}.` };
}

const CALLS: { readonly [Entry in PlatformEntry]: string } = {
  'bxml-jsx/koa': '(ctx, next)',
  'bxml-jsx/fetch': '(request)',
  'bxml-jsx/node': '(req, res, next)',
};

/** True if the value has an HTTP method and headers. */
function hasMethodName(value: unknown): boolean {
  return typeof read(value, 'method') === 'string' && isObject(read(value, 'headers'));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isMethod = (value: unknown, name: string): boolean => typeof read(value, name) === 'function';

/** Returns a property of any value; undefined if it does not exist or its getter throws. */
function read(value: unknown, name: string): unknown {
  if (!isObject(value) && typeof value !== 'function') return undefined;
  try {
    return (value as Readonly<Record<string, unknown>>)[name]; // Any property of any object may be read.
  } catch {
    return undefined;
  }
}
