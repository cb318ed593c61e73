import { replacedTimers } from '../application/application.js';
import { type CallSession, type LegFault, NOT_SIMULATED, type StrictFault } from '../calls/call-session.js';
import type { Leg } from '../calls/leg.js';
import { seconds } from '../time/timeline.js';
import type { CallError, TestStep } from './call-error.js';

/**
 * Whether what a step waits for has happened: true means now. A number means that it happened when the call had so many
 * faults: those that came after it belong to the next step.
 */
export type Met = boolean | number;

/** Lets time pass until the condition holds, unless the call has a fault that came first. */
export function waitFor(leg: Leg, step: TestStep, isMet: () => Met, patient: boolean): Promise<void> {
  const { call } = leg;
  return call.board.conductor.wait({
    call,
    step,
    patient,
    isMet: () => {
      const met = resultOf(isMet);
      const isMetBefore = typeof met === 'number' && met <= call.faultsReported;
      if (!isMetBefore) assertNoFault(call, step);
      if (typeof met === 'object') throw met.error;
      return met !== false;
    },
  });
}

/** The result of a condition; or what it throws, since a fault that came before is the reason to report. */
function resultOf(isMet: () => Met): Met | { readonly error: unknown } {
  try {
    return isMet();
  } catch (error) {
    return { error };
  }
}

/** Fails for the first fault that no step has reported yet. */
function assertNoFault(call: CallSession, step: TestStep): void {
  const fault = call.faults.shift();
  if (fault === undefined) return;
  call.faultsReported++;
  // The other warnings of its document are shown too, and stay faults of their own.
  const others = call.faults.filter(({ document }) => document !== undefined && document === fault.document);
  const messages = [fault.message, ...others.map(({ code, message }) => `${code}: ${message}`)];
  throw faulty(step, { ...fault, message: messages.join('\n').replaceAll('\n', '\n    ') });
}

/** What strict mode forbids; a verb that cannot be simulated fails the test in any mode. */
function faulty(step: TestStep, { code, message, failure }: StrictFault): CallError {
  if (code === NOT_SIMULATED) return step.error('call.not-simulated', message);
  return step.error('call.strict', `${code}: ${message}`, failure);
}

// Taken now, before a runner puts its own in their place.
const { setTimeout, clearTimeout, performance } = globalThis;

/**
 * Lets time pass until a call has come to rest, and after that waits for what the application still has to do: the
 * handlers of our own webhooks that run on after an acknowledgement, and `drain`.
 */
export async function waitForRest(leg: Leg, step: TestStep, isMet: () => Met, patient: boolean): Promise<void> {
  await waitFor(leg, step, isMet, patient);
  const { call } = leg;
  const { drain } = call.board.settings;
  while (call.running.size > 0) {
    const handlers = [...call.running];
    await inTime(step, call, Promise.all(handlers.map(({ done }) => done)), () => {
      const [{ request, eventType } = { request: '', eventType: '' }] = call.running;
      return `${request}: the handler of ${eventType}, which goes on after the acknowledgement, takes longer than`;
    });
  }
  if (drain !== undefined) await inTime(step, call, drain(), () => 'drain takes longer than');
  assertNoFault(call, step);
}

/** Waits for work of the application in real time: no longer than the patience, and than the step may take. */
async function inTime(step: TestStep, call: CallSession, work: unknown, problem: () => string): Promise<void> {
  const { patience, limits } = call.board.settings;
  const left = Math.max(0, step.startedAt + limits.realSeconds * 1000 - performance.now());
  const milliseconds = Math.min(patience, left);
  const limit =
    milliseconds === patience
      ? `${seconds(patience)} of real time (option patience)`
      : `${limits.realSeconds} s of real time (limits.realSeconds)`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(step.error('call.in-vain', `${problem()} ${limit}${replacedTimers()}`)),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fails for a failure of the application that left a leg without a document, if no step has reported that, and none has
 * expected the cause.
 *
 * @param isMeant passes over the others. Default: those of all legs of the call
 * @throws CallError (`call.strict`)
 */
export function assertNoneFailed(
  call: CallSession,
  step: TestStep,
  isMeant: (fault: LegFault) => boolean = () => true,
): void {
  const fault = call.unreported.find(isMeant);
  if (fault === undefined) return;
  const { leg, failure } = fault;
  const name = leg === call.legs[0] ? 'call' : 'party';
  if (leg.failure === failure) step.hint ??= () => `if the test expects that, write ${name}.ends('${leg.cause}')`;
  throw faulty(step, fault);
}
