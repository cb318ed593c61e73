import { behaviours } from './behaviours.js';
import type { Leg, LegInput } from './leg.js';
import { kindOf, type Reception } from './reception.js';

const DECISION: ReadonlySet<LegInput['type']> = new Set(['reception']);

/** The step of a test that says what a party does. */
export type DecidingStep = 'transferredTo' | 'forwardedTo';

/**
 * Rings a party until it picks up, or ends its leg: busy, rejected, not in time. What it does was scripted beforehand,
 * or a step of the test decides it while it rings.
 *
 * @param decided what it does, or the step of a test that says so, for the message where none did.
 */
export async function ringOut(leg: Leg, callTimeout: number, decided: Reception | DecidingStep): Promise<void> {
  const { call } = leg;
  const { board } = call;
  const dialledAt = board.clock.now;
  call.change(leg, 'is dialled');
  leg.doing = 'is ringing';
  const reception =
    typeof decided === 'object'
      ? decided
      : (board.receptionOf(leg.name) ?? (await decision(leg, callTimeout, decided)));
  const { ringsAfter = 0, after = 0 } = reception;
  const until = (seconds: number) => dialledAt + seconds * 1000 - board.clock.now;
  if (ringsAfter > behaviours['ringing.no-ring'].value) {
    await leg.wait(until(behaviours['ringing.no-ring'].value));
    board.follow('ringing.no-ring');
    board.follow('ringing.no-ring-cause');
    leg.end('timeout', 'does not begin to ring');
    return;
  }
  const kind = kindOf(reception);
  if (kind === 'no answer' || after > callTimeout) {
    await leg.wait(until(ringsAfter + callTimeout));
    board.follow('ringing.timeout');
    leg.end('timeout', 'does not answer');
    return;
  }
  await leg.wait(until(ringsAfter + after));
  if (kind === 'answers') return leg.answer();
  board.follow(kind === 'busy' ? 'ringing.busy' : 'ringing.rejected');
  leg.end(kind === 'busy' ? 'busy' : 'rejected', kind === 'busy' ? 'is busy' : 'rejects the call');
}

async function decision(leg: Leg, callTimeout: number, step: DecidingStep): Promise<Reception> {
  const message = `${leg.name} is ringing: say how it goes with call.${step}('${leg.name}', …), or beforehand with the option phones`;
  const input = await leg.wait(callTimeout * 1000, DECISION, { call: leg.call, message });
  if (input?.type === 'reception') return input.reception;
  leg.call.board.follow('ringing.unscripted');
  return { noAnswer: true };
}
