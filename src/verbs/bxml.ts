import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { documentRoot } from './shared/document-root.js';

/** Props of {@link Bxml}. */
export interface BxmlProps {
  /** The verbs, in the order in which they run. */
  children?: ElementsOnly | undefined;
}

/**
 * The root of a document that is pushed over the REST API to a call or a conference in progress. On a call it
 * interrupts the verb that is running and replaces the rest of the document; for a conference, render it with
 * `context: 'conference'`. Answers to webhooks begin with `<Response>`.
 *
 * @example
 * <Bxml>
 *   <SpeakSentence>Your time is up.</SpeakSentence>
 *   <Hangup />
 * </Bxml>
 */
export const Bxml = lazyVerb<BxmlProps>('Bxml', (define) => {
  return define(documentRoot);
});
