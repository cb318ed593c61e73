import type { ResponseContext } from '../verbs/define/verb-definition.js';

/**
 * Events of types that this version does not know, each with how it is answered and its interface. It is empty: a
 * program that has to handle such events declares them by module augmentation, and names them in the option `events` of
 * `webhooks`, which then takes handlers of them.
 *
 * @example
 * declare module 'bxml-jsx/events' {
 *   interface AddedEvents {
 *     callHeld: { kind: 'async'; event: CallHeldEvent };
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs fill it.
export interface AddedEvents {}

/** How an added event is answered. */
export type AddedEventTraits =
  | {
      /** With a document. */
      readonly kind: 'sync';
      /**
       * What the document is for, which decides the verbs that it may hold.
       * @default 'call'
       */
      readonly responseContext?: ResponseContext | undefined;
    }
  | {
      /** It is only acknowledged. */
      readonly kind: 'async';
    };

/** The interface of an added event. */
export type AddedEvent<T extends keyof AddedEvents> = AddedEvents[T] extends { readonly event: infer E } ? E : never;

/** How added events are answered: those that there are handlers for here. */
export type AddedEventsTraits = {
  readonly [T in keyof AddedEvents]?: AddedEvents[T] extends { readonly kind: infer Kind }
    ? Extract<AddedEventTraits, { readonly kind: Kind }>
    : never;
};
