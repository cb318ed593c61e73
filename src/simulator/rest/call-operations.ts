// The operations on calls. They act at once: events that follow are sent in the background.
import { BxmlError } from '../../problems/bxml-error.js';
import { behaviors } from '../behaviors/index.js';
import { SimulatedCall } from '../calls/call.js';
import type { KnownCall } from '../calls/call-registry.js';
import type { Simulation } from '../calls/simulation.js';
import { deliverForDocument } from '../delivery/delivery.js';
import { acceptDocument } from '../delivery/given-document.js';
import { redirectEvent } from '../events/call-events.js';
import type { Executors } from '../interpreter/interpreter.js';
import { addressFor } from '../settings/address.js';
import { type CreateCall, isCreateCallBody } from '../settings/create-call.js';
import { activeFields, isUpdateCallBody, type UpdateCall } from '../settings/update-call.js';
import { createCall as placeCall, placingWork } from './create-call.js';
import { assertBody, assertBxml } from './request-body.js';
import { invalidRequest, notChangeable, notFound, RestError } from './rest-error.js';

/** A request to place a call, as the REST API requires it. */
export interface CreateCallRequest extends CreateCall {
  /** The voice application that `from` belongs to: the `applicationId` of the events. */
  readonly applicationId: string;
}

/** The response to `createCall`, with its fields in Bandwidth's REST API. */
export interface CreateCallResponse {
  readonly applicationId: string;
  readonly accountId: string;
  readonly callId: string;
  readonly to: string;
  readonly from: string;
  readonly enqueuedTime: string;
  readonly callUrl: string;
  readonly callTimeout: number;
  readonly callbackTimeout: number;
  readonly answerUrl: string;
  readonly answerMethod: 'GET' | 'POST';
  readonly answerFallbackUrl?: string;
  readonly answerFallbackMethod: 'GET' | 'POST';
  readonly disconnectUrl?: string;
  readonly disconnectMethod: 'GET' | 'POST';
  readonly priority: number;
  readonly tag?: string;
}

/** @throws RestError (400) */
export function createCall(
  simulation: Simulation,
  executors: Executors,
  request: CreateCallRequest,
): CreateCallResponse {
  assertBody(isCreateCallBody, request);
  assertNoLoop(simulation);
  simulation.recordCoverage('createCall.response');
  const { call } = secured(() => placeCall(simulation, request, undefined, executors));
  const { accountId, callId, enqueuedTime = '', callUrl } = call.facts();
  const { answerFallbackUrl, disconnectUrl, tag } = request;
  return {
    applicationId: request.applicationId,
    accountId,
    callId,
    to: request.to,
    from: request.from,
    enqueuedTime,
    callUrl,
    callTimeout: request.callTimeout ?? 30,
    callbackTimeout: call.callbackTimeout,
    answerUrl: request.answerUrl,
    answerMethod: request.answerMethod ?? 'POST',
    ...(typeof answerFallbackUrl === 'string' ? { answerFallbackUrl } : {}),
    answerFallbackMethod: request.answerFallbackMethod ?? 'POST',
    ...(typeof disconnectUrl === 'string' ? { disconnectUrl } : {}),
    disconnectMethod: request.disconnectMethod ?? 'POST',
    priority: request.priority ?? 5,
    ...(typeof tag === 'string' ? { tag } : {}),
  };
}

/**
 * Refuses a call beyond the limit of calls that lead to each other, which is a fault of the call that began.
 *
 * @throws RestError (429)
 */
function assertNoLoop(simulation: Simulation): void {
  const { calls } = simulation.settings.limits;
  const placing = placingWork(simulation);
  if (placing === undefined || placing.record.generation < calls) return;
  simulation.recordCoverage('createCall.loop');
  const { record, description } = placing;
  const message = `more than ${calls} calls, each placed by the application while it handled an event of the one before, the last during ${description}: do not place a call in that handler for each call, or raise limits.calls`;
  const { root } = record;
  const [leg = { name: 'caller' }] = root.legs;
  simulation.register(root);
  root.fault(leg, 'loop', message);
  root.wake();
  throw new RestError(429, { type: 'error', description: message, id: '' });
}

/** Reports credentials that would be sent to an `http:` URL as the REST API does. */
function secured<T>(place: () => T): T {
  try {
    return place();
  } catch (error) {
    throw error instanceof BxmlError ? invalidRequest(error.problems[0]?.message ?? error.message) : error;
  }
}

/** @throws RestError (404) if the call does not exist, or ended more than seven days ago */
export function knownCall(simulation: Simulation, callId: string): KnownCall {
  const call = simulation.calls.get(callId);
  if (call === undefined || isForgotten(simulation, call)) throw notFound('call', callId);
  return call;
}

const DAY = 86_400_000;

/** True if a call ended so long ago that it is unknown. */
export function isForgotten(simulation: Simulation, { endedAt }: KnownCall): boolean {
  if (endedAt === undefined) return false;
  simulation.recordCoverage('getCallState.retention');
  return simulation.clock.now - endedAt > behaviors['getCallState.retention'].value * DAY;
}

/** @throws RestError (400, 404, 409) */
export function updateCall(simulation: Simulation, callId: string, body: UpdateCall): void {
  assertBody(isUpdateCallBody, body);
  const call = callThatIsUp(simulation, callId);
  if (body.state === 'completed') {
    complete(call, body);
    return;
  }
  assertRedirectable(call);
  const address = addressFor('redirect', 'updateCall', { ...body }, simulation.settings.origin);
  if (typeof body.tag === 'string') call.tag = body.tag;
  simulation.recordCoverage('updateCall.redirects');
  call.record.noteChange(call, `is redirected by updateCall to ${address?.url}`);
  const { room } = call;
  const redirected = new Promise<void>((resolve) => {
    call.onEnd(() => resolve());
    call.interpreter?.replace(async () => {
      const document = address && deliverForDocument(call, address, redirectEvent(call.facts()));
      resolve();
      return document;
    });
  });
  room?.leave(call, redirected);
}

/** @throws RestError (400, 404, 409) */
export function updateCallBxml(simulation: Simulation, callId: string, bxml: string): void {
  assertBxml(simulation, bxml, 'call');
  const call = callThatIsUp(simulation, callId);
  assertRedirectable(call);
  simulation.recordCoverage('updateCallBxml.replaces');
  call.record.noteChange(call, 'is given another document by updateCallBxml');
  call.interpreter?.replace(async () => acceptDocument(call, bxml));
  call.room?.leave(call);
}

/** Ends a call. */
function complete(call: SimulatedCall, body: UpdateCall): void {
  const { simulation, record } = call;
  // The REST API ignores these fields, although it documents that they are not allowed.
  const given = { ...body } as Readonly<Record<string, unknown>>;
  const ignored = activeFields.filter((name) => given[name] !== undefined && given[name] !== null);
  if (ignored.length > 0) record.noteChange(call, `updateCall ignores ${ignored.join(', ')}: the state is completed`);
  if (call.answeredAt !== undefined) {
    simulation.recordCoverage('updateCall.completed');
    call.end('hangup', 'is hung up by updateCall');
    return;
  }
  simulation.recordCoverage('updateCall.completed-unanswered');
  if (call.direction === 'outbound') call.end('cancel', 'is canceled by updateCall');
  else call.end('rejected', 'is rejected by updateCall');
}

/** @throws RestError (404, 409) if the call is over or does not exist */
function callThatIsUp(simulation: Simulation, callId: string): SimulatedCall {
  const call = SimulatedCall.find(simulation, callId);
  if (call !== undefined) return call;
  const { endedAt = 0 } = knownCall(simulation, callId);
  simulation.recordCoverage('updateCall.over');
  if (simulation.clock.now - endedAt > behaviors['updateCall.over'].value * 1000) throw notFound('call', callId);
  throw notChangeable(callId, 'it is over');
}

/** @throws RestError (409) if the call runs no documents */
function assertRedirectable(call: SimulatedCall): void {
  const { simulation, id } = call;
  if (call.answeredAt === undefined) {
    simulation.recordCoverage('updateCall.not-answered');
    throw notChangeable(id, 'it is not answered yet');
  }
  if (call.interpreter === undefined) {
    simulation.recordCoverage('updateCall.forwarded');
    throw notChangeable(id, 'it was forwarded');
  }
}
