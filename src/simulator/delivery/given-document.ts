import { webhookEventDefinitions } from '../../events/event-definitions.js';
import { CallFailure } from '../calls/failure.js';
import type { FetchedDocument } from '../documents/parsed-verb.js';
import { checkResponse } from './response-check.js';
import type { Sender } from './sender.js';

/** What timelines and messages call the request that the document came with. */
const OPERATION = 'updateCallBxml';

/**
 * Returns a document that came with a request of the REST interface. It is checked as one that answers a `redirect`.
 *
 * @throws CallFailure if it is invalid
 */
export function acceptDocument(sender: Sender, bxml: string): FetchedDocument {
  const { record, simulation } = sender;
  const given = {
    status: 200,
    contentType: 'application/xml',
    body: bxml,
    overLong: false,
    challenge: undefined,
    location: undefined,
  };
  const checked = checkResponse(sender, { url: '' }, given, webhookEventDefinitions.redirect);
  if ('empty' in checked) throw new TypeError('a document that is not empty was found empty');
  record.noteProblems(sender, checked.problems);
  if ('fault' in checked) {
    simulation.recordCoverage('updateCallBxml.invalid');
    simulation.recordCoverage('delivery.invalid-bxml');
    const failure = { message: `${OPERATION}: ${checked.fault}`, reason: '', isOfHandler: false };
    record.noteFailure(failure);
    throw new CallFailure('invalid-bxml', failure.message, failure);
  }
  const { document, root } = checked;
  record.documents.push({
    eventType: OPERATION,
    leg: sender.name,
    url: document.url,
    xml: bxml,
    element: root,
    parsed: document.verbs,
    find: undefined,
  });
  return document;
}
