import type { CallError, TestStep } from './call-error.js';
import { NOT_SIMULATED, type StrictFault } from './call-session.js';
import type { Leg } from './leg.js';

/** Lets time pass until the condition holds, unless the call has a fault by then. */
export function waitFor(leg: Leg, step: TestStep, isMet: () => boolean, patient: boolean): Promise<void> {
  const { call } = leg;
  return call.board.conductor.wait({
    call,
    step,
    patient,
    isMet: () => {
      const fault = call.faults.shift();
      if (fault !== undefined) throw faulty(step, fault);
      return isMet();
    },
  });
}

/** What strict mode forbids; a verb that cannot be simulated fails the test in any mode. */
function faulty(step: TestStep, { code, message }: StrictFault): CallError {
  if (code === NOT_SIMULATED) return step.error('call.not-simulated', message);
  return step.error('call.strict', `${code}: ${message}`);
}

// Taken now, before a runner puts its own in their place.
const { setTimeout, clearTimeout } = globalThis;

/** Lets time pass until a call has come to rest, and after that waits for what the application still has to do. */
export async function waitForRest(leg: Leg, step: TestStep, isMet: () => boolean, patient: boolean): Promise<void> {
  await waitFor(leg, step, isMet, patient);
  const { drain, patience } = leg.call.board.settings;
  if (drain === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const problem = `drain takes longer than ${patience} ms of real time`;
    timer = setTimeout(() => reject(step.error('call.in-vain', problem)), patience);
  });
  try {
    await Promise.race([drain(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
