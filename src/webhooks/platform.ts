import { BxmlError } from '../problems/bxml-error.js';
import { inspect } from '../problems/inspect.js';

/** An entry that serves requests of one kind. */
type PlatformEntry = 'bxml-jsx/koa' | 'bxml-jsx/fetch' | 'bxml-jsx/node';

/** True for a context of Koa. */
export function isKoaContext(value: unknown): boolean {
  if (!isObject(value)) return false;
  try {
    // Performance: named one by one, because this is asked for each request.
    const { req, res, request, response } = value as Readonly<Record<string, unknown>>; // Any object may be asked.
    return isObject(req) && isObject(res) && isObject(request) && isObject(response);
  } catch {
    return false;
  }
}

/** True for a request of the Web, of any realm or library. */
export function isWebRequest(value: unknown): boolean {
  // Its `url` is not read here: a Request may make the text each time.
  return isObject(value) && 'url' in value && hasMethodName(value) && isMethod(read(value, 'headers'), 'get');
}

/** True for a request of `node:http`, or of a framework that extends it. */
export function isNodeRequest(value: unknown): boolean {
  return isMethod(value, 'on') && typeof read(value, 'url') === 'string' && hasMethodName(value);
}

/** True for a response of `node:http`, or of a framework that extends it. */
export function isNodeResponse(value: unknown): boolean {
  return isMethod(value, 'setHeader') && isMethod(value, 'end');
}

/** What was passed to a function that serves requests, and the fix. */
interface Diagnosis {
  readonly given: string;
  readonly hint: string;
}

/**
 * Returns the error of a function that was called by another platform than its own (`platform.mismatch`).
 *
 * @param name the function in the entry, such as `webhooks`
 * @param given the first argument
 */
export function wrongPlatform(entry: PlatformEntry, name: string, given: unknown): BxmlError {
  const { given: what, hint } = diagnose(entry, name, given);
  const message = `The function that ${name} of ${entry} made was called with ${what}; expected ${EXPECTED[entry]}.`;
  return BxmlError.of('platform.mismatch', message, { hint });
}

/**
 * Refuses a request in the place of handlers or options, as in `app.use(webhooks)`.
 *
 * @throws BxmlError with the given code.
 */
export function refuseRequest(given: unknown, code: string, name: string, expected: string): void {
  if (!isKoaContext(given) && !isWebRequest(given) && !isNodeRequest(given)) return;
  throw BxmlError.of(code, `${name} was called with a request; expected ${expected}.`, {
    hint: `Call ${name} once, and use the function that it returns: app.use(${name}({ … })).`,
  });
}

const EXPECTED: { readonly [Entry in PlatformEntry]: string } = {
  'bxml-jsx/koa': "Koa's context and next",
  'bxml-jsx/fetch': 'a Request of the Web',
  'bxml-jsx/node': 'a request and a response of node:http',
};

/** Returns what was passed, and the fix. The order counts: a context of Koa has a request of Node. */
function diagnose(entry: PlatformEntry, name: string, given: unknown): Diagnosis {
  const use = (other: PlatformEntry): string => `Import ${name} from ${other}.`;
  const pass = (what: string): string =>
    entry === 'bxml-jsx/fetch' ? `Pass ${what}.` : `Import ${name} from bxml-jsx/fetch, and pass ${what}.`;
  if (given === undefined || given === null) {
    return { given: 'nothing', hint: `Pass the request on: ${CALLS[entry]}.` };
  }
  if (isWebRequest(given)) return { given: 'a Request of the Web', hint: use('bxml-jsx/fetch') };
  if (isKoaContext(given)) {
    return {
      given: 'a context of Koa',
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
      given: 'a request of Fastify',
      hint: `Import ${name} from bxml-jsx/node, and pass request.raw and reply.raw after reply.hijack().`,
    };
  }
  if (isWebRequest(read(read(given, 'req'), 'raw'))) return { given: 'a context of Hono', hint: pass('c.req.raw') };
  if (isWebRequest(read(given, 'request'))) {
    return { given: 'an object with a Request', hint: pass('its request') };
  }
  if (isObject(read(given, 'requestContext')) || typeof read(given, 'httpMethod') === 'string') {
    return { given: 'an event of AWS Lambda', hint: pass('a Request made of it, as docs/deploying.md shows') };
  }
  if (typeof read(given, 'eventType') === 'string') {
    return {
      given: 'a webhook event',
      hint: 'Pass the request that brought the event; its credentials and its body are checked.',
    };
  }
  return { given: inspect(given), hint: `Call it with the request: ${CALLS[entry]}.` };
}

const CALLS: { readonly [Entry in PlatformEntry]: string } = {
  'bxml-jsx/koa': '(ctx, next)',
  'bxml-jsx/fetch': '(request)',
  'bxml-jsx/node': '(req, res, next)',
};

/** True for a value with an HTTP method and headers. */
function hasMethodName(value: unknown): boolean {
  return typeof read(value, 'method') === 'string' && isObject(read(value, 'headers'));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isMethod = (value: unknown, name: string): boolean => typeof read(value, name) === 'function';

/** Returns a property of any value; undefined if it has none, or a getter throws. */
function read(value: unknown, name: string): unknown {
  if (!isObject(value) && typeof value !== 'function') return undefined;
  try {
    return (value as Readonly<Record<string, unknown>>)[name]; // Any object may be asked for any property.
  } catch {
    return undefined;
  }
}
