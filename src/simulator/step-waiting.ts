import type { TestStep } from './call-error.js';
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
      if (fault !== undefined) throw step.error('call.strict', `${fault.code}: ${fault.message}`);
      return isMet();
    },
  });
}
