import type { MachineDetectionResult } from '../events/machine-detection-events.js';
import { addressFor } from './address.js';
import { behaviours } from './behaviours.js';
import { answerEvent, durationText, machineDetectionCompleteEvent } from './call-events.js';
import type { CallSession } from './call-session.js';
import { deliverForDocument, deliverInBackground } from './delivery.js';
import type { FetchedDocument } from './document-judgement.js';
import { Leg } from './leg.js';
import type { Reception } from './reception.js';
import { reportDisconnect } from './reporting.js';
import { ringOut } from './ringing.js';

/**
 * A request to place a call, with the fields of `createCall` in Bandwidth's REST interface. Addresses may be relative to
 * the origin of the application.
 *
 * @example
 * { to: '+15551230077', from: '+15551230002', answerUrl: '/reminder', disconnectUrl: '/over', callTimeout: 20 }
 */
export interface CreateCall {
  /** The number or the SIP URI to call. */
  readonly to: string;
  /** The number that the called party sees. */
  readonly from: string;
  /** The voice application that the events name. @default that of the platform */
  readonly applicationId?: string | undefined;
  /** Receives `answer`. */
  readonly answerUrl: string;
  /** @default 'POST' */
  readonly answerMethod?: 'GET' | 'POST' | undefined;
  /** Receives `answer` when `answerUrl` fails. @default none */
  readonly answerFallbackUrl?: string | undefined;
  /** @default 'POST' */
  readonly answerFallbackMethod?: 'GET' | 'POST' | undefined;
  /** User name of the credentials for `answerUrl` and `disconnectUrl`. @default none */
  readonly username?: string | undefined;
  /** Password of the credentials for `answerUrl` and `disconnectUrl`. @default none */
  readonly password?: string | undefined;
  /** User name of the credentials for `answerFallbackUrl`. @default none */
  readonly fallbackUsername?: string | undefined;
  /** Password of the credentials for `answerFallbackUrl`. @default none */
  readonly fallbackPassword?: string | undefined;
  /** Receives `disconnect`. @default none: the end of the call is reported nowhere */
  readonly disconnectUrl?: string | undefined;
  /** @default 'POST' */
  readonly disconnectMethod?: 'GET' | 'POST' | undefined;
  /** Seconds to ring, 1 to 300. @default 30 */
  readonly callTimeout?: number | undefined;
  /** Seconds to wait for the answer to a webhook, 1 to 25. @default 15 */
  readonly callbackTimeout?: number | undefined;
  /** Text that comes back with the events of the call until a verb changes it. @default none */
  readonly tag?: string | undefined;
  /** Asks who or what picks up. @default nobody asks */
  readonly machineDetection?: MachineDetection | undefined;
}

/** How it is found out who or what has picked up. */
export interface MachineDetection {
  /** `sync`: before the `answer` event, which then says so. `async`: beside the call, with an event of its own. */
  readonly mode: 'sync' | 'async';
  /** Receives `machineDetectionComplete` in `async` mode. */
  readonly callbackUrl?: string | undefined;
  /** @default 'POST' */
  readonly callbackMethod?: 'GET' | 'POST' | undefined;
  /** Receives it when `callbackUrl` fails. @default none */
  readonly fallbackUrl?: string | undefined;
  /** @default 'POST' */
  readonly fallbackMethod?: 'GET' | 'POST' | undefined;
  /** User name of the credentials for `callbackUrl`; those of the call are not used. @default none */
  readonly username?: string | undefined;
  /** Password of the credentials for `callbackUrl`. @default none */
  readonly password?: string | undefined;
  /** User name of the credentials for `fallbackUrl`. @default none */
  readonly fallbackUsername?: string | undefined;
  /** Password of the credentials for `fallbackUrl`. @default none */
  readonly fallbackPassword?: string | undefined;
}

/**
 * What the called party does, and what machine detection makes of it where the request asks for that.
 *
 * @example
 * { after: 8, detectedAs: 'answering-machine', detectedAfter: 4.5 }
 */
export type Callee = Reception & {
  /** What is detected. @default 'human' */
  readonly detectedAs?: MachineDetectionResult['value'] | undefined;
  /** Virtual seconds that the detection takes from the answer on. @default 2 */
  readonly detectedAfter?: number | undefined;
  /**
   * Virtual seconds from the answer after which it hangs up, whatever happens then: before the detection has ended, for
   * one. @default never, unless a step of the test hangs up
   */
  readonly hangsUpAfter?: number | undefined;
};

/** The leg of an outbound call, and what leads to its first document. */
export interface OutboundLeg {
  readonly leg: Leg;
  readonly fetch: () => Promise<FetchedDocument | undefined>;
}

/** Prepares an outbound call: its leg, and the ringing and the detection that lead to its first document. */
export function dialOut(session: CallSession, request: CreateCall, callee: Callee): OutboundLeg {
  const { board } = session;
  const { origin } = board.settings;
  const { to, from, callTimeout = 30, callbackTimeout = behaviours['delivery.timeout'].value, tag = '' } = request;
  const leg = new Leg({ call: session, name: to, direction: 'outbound', from, to, callbackTimeout });
  leg.tag = tag;
  session.applicationId = request.applicationId ?? session.applicationId;
  session.legs.push(leg);
  const given = { ...request };
  leg.statusAddress = addressFor('disconnect', 'createCall', given, origin);
  reportDisconnect(leg, leg.statusAddress);
  const fetch = async () => {
    await ringOut(leg, callTimeout, callee);
    leg.assertUp();
    if (callee.hangsUpAfter !== undefined) hangUpAfter(leg, callee.hangsUpAfter);
    leg.doing = 'waits for the first document';
    const machine = await detection(leg, request, callee);
    const address = addressFor('answer', 'createCall', given, origin);
    return address && deliverForDocument(leg, address, answerEvent(leg, machine));
  };
  return { leg, fetch };
}

/** Has the called party hang up, unless the call ends before. */
function hangUpAfter(leg: Leg, seconds: number): void {
  const { clock } = leg.call.board;
  const step = clock.after(seconds * 1000, leg.call, () => leg.end('hangup', 'hangs up'));
  leg.whenOver(() => clock.cancel(step));
}

/** Waits for the result where the `answer` event has to have it, and has it sent later where that has not. */
async function detection(
  leg: Leg,
  { machineDetection }: CreateCall,
  { detectedAs = 'human', detectedAfter = behaviours['machine-detection.time'].value }: Callee,
): Promise<MachineDetectionResult | undefined> {
  if (machineDetection === undefined) return undefined;
  const { board } = leg.call;
  board.follow('machine-detection.time');
  const milliseconds = detectedAfter * 1000;
  const result = { value: detectedAs, duration: durationText(milliseconds) };
  if (machineDetection.mode === 'sync') {
    board.follow('machine-detection.sync');
    await leg.wait(milliseconds);
    noteDetection(leg, result);
    return result;
  }
  board.follow('machine-detection.async');
  detectBesides(leg, machineDetection, milliseconds, result);
  return undefined;
}

/** Has the result sent by itself when the detection has ended, if the call is still up. */
function detectBesides(
  leg: Leg,
  machineDetection: MachineDetection,
  milliseconds: number,
  result: MachineDetectionResult,
): void {
  const { call } = leg;
  const { board } = call;
  const address = addressFor('machineDetectionComplete', 'createCall', { machineDetection }, board.settings.origin);
  call.background(async () => {
    await call.pause(milliseconds);
    if (leg.isOver) {
      board.follow('machine-detection.call-over');
      call.change(leg, 'was gone before machine detection had a result');
      return;
    }
    noteDetection(leg, result);
    deliverInBackground(leg, address, machineDetectionCompleteEvent(leg, result));
  });
}

function noteDetection(leg: Leg, { value }: MachineDetectionResult): void {
  leg.call.change(leg, `is taken for: ${value}`);
}
