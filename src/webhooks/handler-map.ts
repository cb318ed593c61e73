import { type BrandedComponent, isPromiseLike, nameOf } from '../components/component.js';
import type { AddedEventTraits } from '../events/added-events.js';
import type { EventDefinition } from '../events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../events/event-definitions.js';
import { COMPONENT_KIND, ElementNode, isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { inspect, quoted } from '../problems/inspect.js';
import { suggestEvent } from './event-words.js';
import type { Handlers } from './handlers.js';

/** A handler of any event, as the dispatcher calls it. */
export type AnyHandler<C> = (event: object, context: C) => unknown;

const builtIn = Object.entries<EventDefinition>({ ...webhookEventDefinitions, ...endpointEventDefinitions });

/**
 * Returns the definition of every event by handler name, including those that the program adds.
 *
 * @throws BxmlError (`options.events`)
 */
export function definitionsWith(added: Readonly<Record<string, AddedEventTraits>> = {}): Definitions {
  const definitions = new Map(builtIn);
  if (typeof added !== 'object' || added === null || Array.isArray(added))
    throw wrongEvents(`events is ${inspect(added)}`);
  for (const [name, traits] of Object.entries(added)) {
    if (definitions.has(name)) throw wrongEvents(`events redefines the built-in event ${quoted(name)}`);
    definitions.set(name, { name, fields: {}, ...validTraits(name, traits) });
  }
  return definitions;
}

/** Event definitions by handler name. */
export type Definitions = ReadonlyMap<string, EventDefinition>;

function validTraits(name: string, traits: AddedEventTraits) {
  if (traits?.kind === 'async') return { kind: traits.kind } as const;
  const { kind, responseContext = 'call' } = traits ?? {};
  if (kind === 'sync' && ['call', 'conference', 'transferAnswer'].includes(responseContext)) {
    return { kind, responseContext } as const;
  }
  throw wrongEvents(
    `The event ${quoted(name)} in events has the kind ${inspect(kind)} and the responseContext ${inspect(responseContext)}; allowed: async, or sync with call, conference or transferAnswer`,
  );
}

function wrongEvents(what: string): BxmlError {
  return BxmlError.of('options.events', `${what}; expected an object of new event types.`, {
    hint: "Write events: { callHeld: { kind: 'async' } }.",
  });
}

/**
 * Returns the handlers by event name.
 *
 * @throws BxmlError (`handlers.unknown`, `handlers.type`)
 */
export function handlerMap<C>(
  handlers: Handlers<C, never>,
  definitions: Definitions,
): ReadonlyMap<string, AnyHandler<C>> {
  // An array, a map or a promise has no event names as keys and would count as an empty object.
  if (typeof handlers !== 'object' || handlers === null || Symbol.iterator in handlers || 'then' in handlers) {
    throw BxmlError.of('handlers.type', `handlers is ${inspect(handlers)}; expected an object of event handlers.`, {
      hint: 'Write webhooks({ initiate: Menu }).',
    });
  }
  if (Object.keys(handlers).length === 0 && ![Object.prototype, null].includes(Object.getPrototypeOf(handlers))) {
    throw BxmlError.of(
      'handlers.type',
      'handlers is a class instance without own properties; its methods are ignored.',
      {
        hint: 'Pass each method by event: webhooks({ initiate: (event) => calls.initiate(event) }).',
      },
    );
  }
  const map = new Map<string, AnyHandler<C>>();
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler === undefined) continue;
    if (!definitions.has(name)) {
      const meant = suggestEvent(name, definitions.keys());
      // A list of all events would hide the suggestion.
      const isNamed = meant?.startsWith('Did you mean') === true;
      const known = isNamed ? '' : `; expected one of ${[...definitions.keys()].join(', ')}`;
      throw BxmlError.of('handlers.unknown', `handlers has an unknown event ${quoted(name)}${known}.`, {
        hint: meant ?? 'To handle an event that this version does not know, declare it in the option events.',
      });
    }
    if (typeof handler !== 'function') {
      const given = isElementNode(handler) ? 'an element' : inspect(handler);
      throw BxmlError.of('handlers.type', `The handler of ${name} is ${given}; expected a function.`, {
        hint: hintForHandler(name, handler),
      });
    }
    const component = componentName(handler as BrandedComponent); // A component is a function.
    if (component !== undefined) {
      throw BxmlError.of(
        'handlers.type',
        `The handler of ${name} is ${component}; expected a function that returns a document.`,
        {
          hint: `Write a function that returns it: ${name}: () => <Response>…</Response>.`,
        },
      );
    }
    // Each handler is called only with events of its own type.
    map.set(name, handler as AnyHandler<C>);
  }
  return map;
}

/**
 * Describes a handler that is a verb, fragment or provider, which would read the event as its props; else undefined.
 */
function componentName(handler: BrandedComponent): string | undefined {
  switch (handler[COMPONENT_KIND]?.kind) {
    case 'verb':
      return `the element <${nameOf(new ElementNode(handler, {}))}>`;
    case 'fragment':
      return 'a fragment';
    case 'provider':
      return 'the provider of a context';
    default:
      return undefined;
  }
}

function hintForHandler(name: string, handler: unknown): string {
  if (isElementNode(handler)) return `Pass a function: ${name}: () => <Response>…</Response>.`;
  return isPromiseLike(handler)
    ? `Await it, or pass an asynchronous function: ${name}: async () => ….`
    : `Pass a function of the event: ${name}: (event) => <Response>…</Response>.`;
}
