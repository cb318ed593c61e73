// Checks of the bodies of requests.
import { BxmlError } from '../../problems/bxml-error.js';
import type { Check } from '../../problems/check-options.js';
import type { Simulation } from '../calls/simulation.js';
import { invalidRequest } from './rest-error.js';

/**
 * Checks the body of a request.
 *
 * @throws RestError (400)
 */
export function assertBody(check: Check, body: unknown): void {
  const fault = check(body);
  if (fault === undefined) return;
  const { path, message, hint } = fault;
  const subject = path === '' ? 'the body' : path.replace(/^\./, '');
  throw invalidRequest(`${subject} ${message}${hint === undefined ? '' : ` (${hint})`}`);
}

/**
 * Checks a body of BXML: it is well-formed XML.
 *
 * @throws RestError (400)
 */
export function assertBxml(
  simulation: Simulation,
  bxml: unknown,
  context: 'call' | 'conference',
): asserts bxml is string {
  if (typeof bxml !== 'string') throw invalidRequest('the body is not a string of BXML');
  if (bxml.trim() === '') throw invalidRequest('the body is empty; expected a document of BXML');
  try {
    simulation.documents.read(bxml, context);
  } catch (error) {
    if (!(error instanceof BxmlError)) throw error;
    simulation.recordCoverage('updateCallBxml.invalid');
    throw invalidRequest(`the body is not well-formed XML: ${error.problems[0]?.message ?? error.message}`);
  }
}
