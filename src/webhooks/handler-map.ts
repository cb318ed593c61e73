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
 * Every event by the name under which its handler is filed, those that the program adds included.
 *
 * @throws BxmlError (`options.events`)
 */
export function definitionsWith(added: Readonly<Record<string, AddedEventTraits>> = {}): Definitions {
  const definitions = new Map(builtIn);
  if (typeof added !== 'object' || added === null || Array.isArray(added))
    throw wrongEvents(`events is ${inspect(added)}`);
  for (const [name, traits] of Object.entries(added)) {
    if (definitions.has(name)) throw wrongEvents(`The event ${quoted(name)} in events is known already`);
    definitions.set(name, { name, fields: {}, ...validTraits(name, traits) });
  }
  return definitions;
}

/** Events by name. */
export type Definitions = ReadonlyMap<string, EventDefinition>;

function validTraits(name: string, traits: AddedEventTraits) {
  if (traits?.kind === 'async') return { kind: traits.kind } as const;
  const { kind, responseContext = 'call' } = traits ?? {};
  if (kind === 'sync' && ['call', 'conference', 'transferAnswer'].includes(responseContext)) {
    return { kind, responseContext } as const;
  }
  throw wrongEvents(
    `The event ${quoted(name)} in events has kind ${inspect(kind)} and responseContext ${inspect(responseContext)}; allowed: async, or sync with call, conference or transferAnswer`,
  );
}

function wrongEvents(what: string): BxmlError {
  return BxmlError.of('options.events', `${what}; expected events that are unknown here, by type.`, {
    hint: "Write events: { callHeld: { kind: 'async' } }.",
  });
}

/**
 * The handlers by event.
 *
 * @throws BxmlError (`handlers.unknown`, `handlers.type`)
 */
export function handlerMap<C>(handlers: Handlers<C>, definitions: Definitions): ReadonlyMap<string, AnyHandler<C>> {
  // A list, a map and a promise have no names of events, and would be taken for no handlers at all.
  if (typeof handlers !== 'object' || handlers === null || Symbol.iterator in handlers || 'then' in handlers) {
    throw BxmlError.of('handlers.type', `The handlers are ${inspect(handlers)}; expected an object of them by event.`, {
      hint: 'Write webhooks({ initiate: Menu }).',
    });
  }
  if (Object.keys(handlers).length === 0 && ![Object.prototype, null].includes(Object.getPrototypeOf(handlers))) {
    throw BxmlError.of('handlers.type', 'The handlers are an object of a class, whose methods are not looked at.', {
      hint: 'Name them: webhooks({ initiate: (event) => calls.initiate(event) }).',
    });
  }
  const map = new Map<string, AnyHandler<C>>();
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler === undefined) continue;
    if (!definitions.has(name)) {
      const meant = suggestEvent(name, definitions.keys());
      // All the names would hide the one that is meant.
      const isNamed = meant?.startsWith('Did you mean') === true;
      const known = isNamed ? '' : `; known: ${[...definitions.keys()].join(', ')}`;
      throw BxmlError.of('handlers.unknown', `There is no event called ${quoted(name)}${known}.`, {
        hint: meant ?? 'Name events that are new in the option events.',
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
        `The handler of ${name} is ${component} itself; expected a function of yours.`,
        {
          hint: `Write a function that returns it: ${name}: () => <Response>…</Response>.`,
        },
      );
    }
    // Each handler is only ever given the event that it is filed under.
    map.set(name, handler as AnyHandler<C>);
  }
  return map;
}

/** Returns what a handler is if it is a verb, a fragment or a provider, which would take the event for its attributes. */
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
