import type { ResponseContext } from '../verbs/define/verb-definition.js';

/**
 * Event types that this version does not know, each with its kind and its interface. Empty by default. To handle such
 * events, declare them here by module augmentation and list them in the option `events` of `webhooks`, which then
 * accepts handlers for them.
 *
 * @example
 * declare module 'bxml-jsx/events' {
 *   interface AddedEvents {
 *     callHeld: { kind: 'async'; event: CallHeldEvent };
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs augment it.
export interface AddedEvents {}

/** How an added event is answered: with a document (`sync`), or only acknowledged (`async`). */
export type AddedEventTraits =
  | {
      /** The event is answered with a document. */
      readonly kind: 'sync';
      /**
       * What the document applies to, which determines the verbs that it may contain.
       * @default 'call'
       */
      readonly responseContext?: ResponseContext | undefined;
    }
  | {
      /** The event is only acknowledged. */
      readonly kind: 'async';
    };

/** The interface of an added event. */
export type AddedEvent<T extends keyof AddedEvents> = AddedEvents[T] extends { readonly event: infer E } ? E : never;

/** The option `events` of `webhooks`: the added events that it handles, with their kind. */
export type AddedEventsTraits = {
  readonly [T in keyof AddedEvents]?: AddedEvents[T] extends { readonly kind: infer Kind }
    ? Extract<AddedEventTraits, { readonly kind: Kind }>
    : never;
};
