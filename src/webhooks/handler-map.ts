import type { EventDefinition } from '../events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../events/event-definitions.js';
import { BxmlError } from '../problems/bxml-error.js';
import { quoted, shown } from '../problems/shown-value.js';
import { nearest } from '../problems/suggestion.js';
import type { Handlers } from './handlers.js';

/** A handler of any event, as the dispatcher calls it. */
export type AnyHandler<C> = (event: object, context: C) => unknown;

/** Every event by the name under which its handler is filed. */
export const definitions: ReadonlyMap<string, EventDefinition> = new Map(
  Object.entries<EventDefinition>({ ...webhookEventDefinitions, ...endpointEventDefinitions }),
);

/**
 * The handlers by event.
 *
 * @throws BxmlError (`handlers.unknown`, `handlers.type`)
 */
export function handlerMap<C>(handlers: Handlers<C>): ReadonlyMap<string, AnyHandler<C>> {
  // A list, a map and a promise have no names of events, and would be taken for no handlers at all.
  if (typeof handlers !== 'object' || handlers === null || Symbol.iterator in handlers || 'then' in handlers) {
    throw BxmlError.of('handlers.type', `The handlers are ${shown(handlers)}; expected an object of them by event.`, {
      hint: 'Write webhooks({ initiate: Menu }).',
    });
  }
  const map = new Map<string, AnyHandler<C>>();
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler === undefined) continue;
    if (!definitions.has(name)) {
      const meant = nearest(name, definitions.keys());
      const hint = meant === undefined ? {} : { hint: `Did you mean ${meant}?` };
      throw BxmlError.of('handlers.unknown', `There is no event called ${quoted(name)}.`, hint);
    }
    if (typeof handler !== 'function') {
      throw BxmlError.of('handlers.type', `The handler of ${name} is ${shown(handler)}; expected a function.`);
    }
    // Each handler is only ever given the event that it is filed under.
    map.set(name, handler as AnyHandler<C>);
  }
  return map;
}
