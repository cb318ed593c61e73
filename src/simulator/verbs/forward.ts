import { reportDisconnect } from '../background/reporting.js';
import { Leg } from '../calls/leg.js';
import { CallFailure } from '../delivery/delivery.js';
import { numberOf, stringOf } from '../documents/parsed-verb.js';
import { ringOut, shownCaller } from '../rooms/ringing.js';
import { converse } from '../rooms/room.js';
import type { Executor } from '../script/script.js';

/** Hands an unanswered inbound call to somebody else; the application never regains control. */
export const forward: Executor = async ({ leg, attributes }) => {
  const { call } = leg;
  const { board } = call;
  if (leg.answeredAt !== undefined || leg.direction !== 'inbound') {
    board.follow('forward.answered');
    throw new CallFailure('application-error', '<Forward> works on an inbound call that nobody has answered yet');
  }
  const to = stringOf(attributes, 'to') ?? '';
  const called = new Leg({
    call,
    name: to,
    direction: 'outbound',
    from: stringOf(attributes, 'from') ?? leg.to,
    to,
    callbackTimeout: leg.callbackTimeout,
    ...shownCaller(leg, stringOf(attributes, 'from') ?? leg.to, {
      privacy: attributes.privacy === true,
      displayName: stringOf(attributes, 'callerDisplayName'),
    }),
  });
  call.legs.push(called);
  board.follow('forward.events');
  if (leg.keysReportedTo !== undefined) board.follow('forward.keys');
  leg.keysReportedTo = undefined;
  reportDisconnect(called, leg.statusAddress);
  leg.doing = `is forwarded to ${to}`;
  called.whenOver((cause) => {
    if (called.answeredAt === undefined) {
      board.follow('forward.not-answered');
      if (!leg.isOver) leg.errorMessage ??= called.errorMessage;
    }
    leg.end(cause, called.answeredAt === undefined ? 'is over: nobody has taken the call' : 'is over');
  });
  leg.whenOver(() => called.end(called.answeredAt === undefined ? 'cancel' : 'hangup', 'is hung up'));
  board.spawn(async () => {
    await ringOut(called, numberOf(attributes, 'callTimeout'), 'forwardedTo');
    if (called.isOver) return;
    leg.answer();
    await converse(called, leg);
  });
  await leg.wait(Number.POSITIVE_INFINITY);
  return undefined;
};
