import { webhookEventDefinitions } from '../../events/event-definitions.js';
import { CallFailure } from '../calls/failure.js';
import type { FetchedDocument } from '../documents/parsed-verb.js';
import { checkResponse } from './response-check.js';
import type { Sender } from './sender.js';

/** The operations whose body is a document, with the events that a document like it would answer. */
const operations = {
  updateCallBxml: webhookEventDefinitions.redirect,
  updateConferenceBxml: webhookEventDefinitions.conferenceRedirect,
} as const;

/**
 * Returns a document that came with a request of the REST API. It is checked as one that answers a `redirect`, or a
 * `conferenceRedirect` for a conference.
 *
 * @throws CallFailure if it is invalid
 */
export function acceptDocument(
  sender: Sender,
  bxml: string,
  operation: keyof typeof operations = 'updateCallBxml',
): FetchedDocument {
  const { record, simulation } = sender;
  const given = {
    status: 200,
    contentType: 'application/xml',
    body: bxml,
    overLong: false,
    challenge: undefined,
    location: undefined,
  };
  const checked = checkResponse(sender, { url: '' }, given, operations[operation]);
  if ('empty' in checked) throw new TypeError('a document that is not empty was found empty');
  record.noteProblems(sender, checked.problems);
  if ('fault' in checked) {
    if (sender.survivesFailures) simulation.recordCoverage('conference.rejected');
    else {
      simulation.recordCoverage('updateCallBxml.invalid');
      simulation.recordCoverage('delivery.invalid-bxml');
    }
    const failure = { message: `${operation}: ${checked.fault}`, reason: '', isOfHandler: false };
    record.noteFailure(failure);
    throw new CallFailure('invalid-bxml', failure.message, failure);
  }
  const { document, root } = checked;
  record.documents.push({
    eventType: operation,
    leg: sender.name,
    url: document.url,
    xml: bxml,
    element: root,
    parsed: document.verbs,
    find: undefined,
    event: undefined,
  });
  return document;
}
