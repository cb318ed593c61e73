import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** What the two elements have in common that a document can begin with. */
const documentRoot = {
  attributes: {},
  content: 'verbs',
  root: true,
  parents: [],
  names: { child: 'root.known-children', strayText: 'root.known-children' },
} as const;

/** Props of {@link Response}. */
export interface ResponseProps {
  /** The verbs, in the order in which they run. None at all means the same as one `<Hangup>`. */
  children?: ElementsOnly | undefined;
}

/**
 * The root of a document that answers a webhook. The verbs run one after another. When the last one has finished and
 * no webhook took over, the call is hung up; after the answer to `transferAnswer` the two parties are joined instead,
 * and after the answer to a conference event the conference goes on.
 *
 * @example
 * <Response>
 *   <SpeakSentence>Goodbye.</SpeakSentence>
 *   <Hangup />
 * </Response>
 */
export const Response = lazyVerb<ResponseProps>('Response', (define) => {
  return define({ ...documentRoot, notChecked: { 'root.well-formed': 'parser' } });
});

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
