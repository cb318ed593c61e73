import { ElementNode, isElementNode } from '../../jsx-runtime/element.js';
import type { EventDefinition } from '../events/define-event.js';
import { BxmlError } from '../problems/bxml-error.js';
import { renderOrNull } from '../render/render.js';
import type { WebhookOptions } from './webhook-options.js';
import type { WebhookReply } from './webhook-request.js';

/** A handler of any event, as the dispatcher calls it. */
export type AnyHandler<C> = (event: object, context: C) => unknown;

/** An event on its way to its handler. */
export interface Delivery<C> {
  readonly event: object;
  readonly definition: EventDefinition;
  readonly handler: AnyHandler<C>;
  readonly context: C;
}

/**
 * The answer to a synchronous event: the handler's document, checked in the context that the event gives.
 *
 * @throws BxmlError when the document has an error, or the handler fails or returns no element.
 */
export async function answerSync<C>(
  { event, definition, handler, context }: Delivery<C>,
  { rules, strict, onWarning }: WebhookOptions,
): Promise<WebhookReply> {
  // As a component the handler runs inside the render: it may use contexts, and its name is on the path of a problem.
  const Handler = (): unknown => handler(event, context);
  Object.defineProperty(Handler, 'name', { value: handler.name || definition.name });
  const options = { context: definition.responseContext, rules, strict, onWarning };
  const { emptyAnswer } = definition;
  const text = await renderOrNull(new ElementNode(Handler, {}), options);
  if (text !== null) {
    return { status: 200, headers: { 'content-type': 'application/xml; charset=utf-8' }, body: text };
  }
  if (emptyAnswer !== undefined) return { status: emptyAnswer, headers: {}, body: '' };
  throw BxmlError.of('answer.empty', `The handler of ${definition.name} returned null; the event needs a document.`, {
    hint: 'Answer <Response /> to end the call.',
  });
}

/** The acknowledgement of an asynchronous event. */
export const acknowledgement: WebhookReply = { status: 201, headers: {}, body: '' };

/**
 * Runs the handler of an asynchronous event, whose answer nobody waits for.
 *
 * @throws BxmlError (`async-document`) when it returns a document, which nobody would read.
 */
export async function runAsync<C>({ event, definition, handler, context }: Delivery<C>): Promise<void> {
  const result = await handler(event, context);
  if (!isElementNode(result)) return;
  throw BxmlError.of('async-document', `The handler of ${definition.name} returned a document, which nobody reads.`, {
    hint: `${definition.name} is only acknowledged; to change what the call does, use the REST API.`,
  });
}
