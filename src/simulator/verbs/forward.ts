import { keyReportsOf } from '../background/key-reports.js';
import { SimulatedCall } from '../calls/call.js';
import { CallFailure } from '../calls/failure.js';
import { reportDisconnect } from '../delivery/delivery.js';
import { numberOf, stringOf } from '../documents/parsed-verb.js';
import type { Executor } from '../interpreter/interpreter.js';
import { ringFor, ringOut, shownCaller } from '../rooms/ringing.js';
import { holdUntilHangup, Room } from '../rooms/room.js';

/** Forwards an unanswered inbound call to another number. The application does not regain control. */
export const forward: Executor = async (run) => {
  const { call, attributes, wait } = run;
  const { record } = call;
  const { simulation } = record;
  if (call.answeredAt !== undefined || call.direction !== 'inbound') {
    simulation.recordCoverage('forward.answered');
    throw new CallFailure('application-error', '<Forward> requires an inbound call that is not answered yet');
  }
  const to = stringOf(attributes, 'to') ?? '';
  const called = new SimulatedCall(call, {
    name: to,
    direction: 'outbound',
    from: stringOf(attributes, 'from') ?? call.to,
    to,
    callbackTimeout: call.callbackTimeout,
    ...shownCaller(call, stringOf(attributes, 'from') ?? call.to, {
      privacy: attributes.privacy === true,
      displayName: stringOf(attributes, 'callerDisplayName'),
    }),
  });
  called.dialedBy = run;
  simulation.recordCoverage('forward.events');
  const reports = keyReportsOf(call);
  if (reports.address !== undefined) simulation.recordCoverage('forward.keys');
  reports.stop();
  reportDisconnect(called, call.statusAddress);
  call.interpreter = undefined;
  call.doing = `is forwarded to ${to}`;
  called.onEnd((cause) => {
    if (called.answeredAt === undefined) {
      simulation.recordCoverage('forward.not-answered');
      if (!call.isOver) call.errorMessage ??= called.errorMessage;
    }
    call.end(cause, called.answeredAt === undefined ? 'is over: the forwarded call was not answered' : 'is over');
  });
  call.onEnd(() => called.end(called.answeredAt === undefined ? 'cancel' : 'hangup', 'is hung up'));
  simulation.spawn(async () => {
    const stopRinging = ringFor(call);
    called.onEnd(stopRinging);
    await ringOut(called, numberOf(attributes, 'callTimeout'), 'forward');
    stopRinging();
    if (called.isOver) return;
    call.answer();
    await holdUntilHangup(new Room(), called, call);
  });
  await wait(Number.POSITIVE_INFINITY);
  return undefined;
};
