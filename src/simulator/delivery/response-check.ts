import type { EventDefinition } from '../../events/define-event.js';
import type { BxmlElement } from '../../jsx/element.js';
import { BxmlError } from '../../problems/bxml-error.js';
import type { Problem } from '../../problems/problem.js';
import { MAX_DOCUMENT_BYTES } from '../../render/document-rules.js';
import type { ResponseContext } from '../../verbs/define/verb-definition.js';
import { type Answered, MAX_ANSWER_BYTES } from '../application/application.js';
import type { FetchedDocument } from '../documents/parsed-verb.js';
import { encodingProblem } from './encoding-problem.js';
import { insecureCallbacks } from './insecure-callbacks.js';
import type { Sender } from './sender.js';

/** The result of {@link checkResponse}. */
type ResponseCheck =
  | { readonly document: FetchedDocument; readonly root: BxmlElement; readonly problems: readonly Problem[] }
  | { readonly fault: string; readonly problems: readonly Problem[] }
  | { readonly empty: true };

/** Checks a 2xx response as Bandwidth would: its size, its content type and its document. */
export function checkResponse(
  sender: Sender,
  { url }: { readonly url: string },
  answer: Answered,
  definition: EventDefinition,
): ResponseCheck {
  const { status, contentType, body, overLong } = answer;
  if (body === '' && definition.emptyAnswer !== undefined) return { empty: true };
  const refused = (fault: string, problems: readonly Problem[] = []): ResponseCheck => ({ fault, problems });
  const { simulation } = sender;
  const { rules } = simulation.settings;
  if (body === '') {
    simulation.recordCoverage('delivery.empty');
    return refused(`status ${status} without a document; this event requires one`);
  }
  const limit = rules?.['root.size'] === 'off' ? MAX_ANSWER_BYTES : MAX_DOCUMENT_BYTES;
  const bytes = overLong ? Number.POSITIVE_INFINITY : bytesOf(body, limit);
  if (bytes > limit) return refused(tooLong(bytes));
  if (!isXml(contentType)) {
    simulation.recordCoverage('delivery.content-type');
    return refused(`content type ${contentType ?? 'missing'}; expected application/xml`);
  }
  const encoding = encodingProblem(answer);
  if (encoding !== undefined) simulation.recordCoverage('delivery.encoding');
  if (encoding?.isUnreadable === true)
    return refused(`malformed document: ${encoding.problem.message}`, [encoding.problem]);
  const inEncoding = encoding === undefined ? [] : [encoding.problem];
  try {
    const { root, verbs, problems: found } = simulation.documents.read(body, contextOf(sender, definition));
    const problems = [...inEncoding, ...found, ...insecureCallbacks(simulation, url, verbs)];
    const errors = problems.filter(({ severity }) => severity === 'error');
    const codes = new Set(errors.map(({ code }) => code));
    if (codes.size > 0) return refused(`invalid document: ${[...codes].join(', ')}`, problems);
    return { document: { url, verbs }, root, problems };
  } catch (error) {
    if (!(error instanceof BxmlError)) throw error;
    const message = error.problems[0]?.message ?? error.message;
    return refused(`malformed document: ${message}`, [...error.problems, ...inEncoding]);
  }
}

/** Returns the context of a document. Documents for the called party of a transfer keep the context `transferAnswer`. */
function contextOf({ responseContext, simulation }: Sender, definition: EventDefinition): ResponseContext {
  if (responseContext === undefined) return definition.responseContext ?? 'call';
  if (definition.responseContext !== responseContext) simulation.recordCoverage('transfer.whisper-context');
  return responseContext;
}

/** Returns the size of a body as UTF-8. Performance: a short body, which cannot exceed the limit, is not encoded. */
const bytesOf = (body: string, limit: number): number =>
  body.length * MOST_BYTES <= limit ? body.length : new TextEncoder().encode(body).length;

/** The most bytes of a UTF-16 code unit as UTF-8. */
const MOST_BYTES = 3;

function tooLong(bytes: number): string {
  const size = Number.isFinite(bytes) ? `${bytes} bytes` : `more than ${MAX_ANSWER_BYTES} bytes`;
  return `${size}; a document may have at most ${MAX_DOCUMENT_BYTES} (64 KB)`;
}

const isXml = (contentType: string | undefined): boolean =>
  /^\s*(?:application|text)\/xml\s*(?:;|$)/i.test(contentType ?? '');
