import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { documentRoot } from './shared/document-root.js';

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
