import type { CallError, TestStep } from './call-error.js';
import { NOT_SIMULATED, type StrictFault } from './call-session.js';
import type { Leg } from './leg.js';
import { seconds } from './timeline.js';

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
      const [fault] = call.faults;
      const isMetBefore = typeof met === 'number' && met <= call.faultsReported;
      if (fault !== undefined && !isMetBefore) {
        call.faults.shift();
        call.faultsReported++;
        throw faulty(step, fault);
      }
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

/** What strict mode forbids; a verb that cannot be simulated fails the test in any mode. */
function faulty(step: TestStep, { code, message }: StrictFault): CallError {
  if (code === NOT_SIMULATED) return step.error('call.not-simulated', message);
  return step.error('call.strict', `${code}: ${message}`);
}

// Taken now, before a runner puts its own in their place.
const { setTimeout, clearTimeout } = globalThis;

/** Lets time pass until a call has come to rest, and after that waits for what the application still has to do. */
export async function waitForRest(leg: Leg, step: TestStep, isMet: () => Met, patient: boolean): Promise<void> {
  await waitFor(leg, step, isMet, patient);
  const { drain, patience } = leg.call.board.settings;
  if (drain === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const problem = `drain takes longer than ${seconds(patience)} of real time (patience)`;
    timer = setTimeout(() => reject(step.error('call.in-vain', problem)), patience);
  });
  try {
    await Promise.race([drain(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
