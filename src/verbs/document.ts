import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** The common definition of the two root elements. */
const documentRoot = {
  attributes: {},
  content: 'verbs',
  root: true,
  parents: [],
  names: { child: 'root.known-children', strayText: 'root.known-children' },
} as const;

/** Props of {@link Response}. */
export interface ResponseProps {
  /** The verbs, in the order in which they run. An empty response has the same effect as one `<Hangup>`. */
  children?: ElementsOnly | undefined;
}

/**
 * The root of the document in a webhook response. The verbs run one after another. When the last one has finished and
 * no other webhook continues the call, the call is hung up. After the response to `transferAnswer`, the two parties are
 * connected instead; after the response to a conference event, the conference continues.
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
 * The root of a document that is sent to a call or a conference in progress with the REST API. On a call, it interrupts
 * the running verb and replaces the rest of the document. For a conference, render it with `context: 'conference'`. The
 * root of a webhook response is `<Response>`.
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
