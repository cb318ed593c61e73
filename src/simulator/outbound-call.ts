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

/** A request to place a call, with the fields of `createCall` in Bandwidth's REST interface. */
export interface CreateCall {
  readonly to: string;
  readonly from: string;
  /** Receives `answer`. */
  readonly answerUrl: string;
  readonly answerMethod?: 'GET' | 'POST' | undefined;
  readonly answerFallbackUrl?: string | undefined;
  readonly answerFallbackMethod?: 'GET' | 'POST' | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly fallbackUsername?: string | undefined;
  readonly fallbackPassword?: string | undefined;
  /** Receives `disconnect`. */
  readonly disconnectUrl?: string | undefined;
  readonly disconnectMethod?: 'GET' | 'POST' | undefined;
  /** Seconds to ring. @default 30 */
  readonly callTimeout?: number | undefined;
  /** Seconds to wait for the answer to a webhook. @default 15 */
  readonly callbackTimeout?: number | undefined;
  readonly tag?: string | undefined;
  /** Asks who or what picks up: before the `answer` event, which then says so, or beside the call. */
  readonly machineDetection?:
    | {
        readonly mode: 'sync' | 'async';
        /** Receives `machineDetectionComplete` in `async` mode. */
        readonly callbackUrl?: string | undefined;
        readonly callbackMethod?: 'GET' | 'POST' | undefined;
        readonly fallbackUrl?: string | undefined;
        readonly fallbackMethod?: 'GET' | 'POST' | undefined;
        readonly username?: string | undefined;
        readonly password?: string | undefined;
        readonly fallbackUsername?: string | undefined;
        readonly fallbackPassword?: string | undefined;
      }
    | undefined;
}

/** What the called party does, and what machine detection makes of it. */
export type Callee = Reception & {
  /** What is detected, where it was asked for. @default 'human' */
  readonly detectedAs?: MachineDetectionResult['value'] | undefined;
  /** Seconds that the detection takes. @default 2 */
  readonly detectedAfter?: number | undefined;
};

/** The leg of an outbound call, and what leads to its first document. */
export interface OutboundLeg {
  readonly leg: Leg;
  readonly fetch: () => Promise<FetchedDocument | undefined>;
}

/** Prepares an outbound call. */
export function dialOut(session: CallSession, request: CreateCall, callee: Callee): OutboundLeg {
  const { board } = session;
  const { origin } = board.settings;
  const { to, from, callTimeout = 30, callbackTimeout = behaviours['delivery.timeout'].value, tag = '' } = request;
  const leg = new Leg({ call: session, name: to, direction: 'outbound', from, to, callbackTimeout });
  leg.tag = tag;
  session.legs.push(leg);
  const given = { ...request };
  leg.statusAddress = addressFor('disconnect', 'createCall', given, origin);
  reportDisconnect(leg, leg.statusAddress);
  const fetch = async () => {
    await ringOut(leg, callTimeout, callee);
    leg.assertUp();
    leg.doing = 'waits for the first document';
    const machine = await detection(leg, request, callee);
    const address = addressFor('answer', 'createCall', given, origin);
    return address && deliverForDocument(leg, address, answerEvent(leg, machine));
  };
  return { leg, fetch };
}

/** Waits for the result where the call has to, and has it sent later where it does not. */
async function detection(
  leg: Leg,
  { machineDetection }: CreateCall,
  { detectedAs = 'human', detectedAfter = behaviours['machine-detection.time'].value }: Callee,
): Promise<MachineDetectionResult | undefined> {
  if (machineDetection === undefined) return undefined;
  const { call } = leg;
  call.board.follow('machine-detection.time');
  const result = { value: detectedAs, duration: durationText(detectedAfter * 1000) };
  if (machineDetection.mode === 'sync') {
    call.board.follow('machine-detection.sync');
    await leg.wait(detectedAfter * 1000);
    return result;
  }
  const address = addressFor(
    'machineDetectionComplete',
    'createCall',
    { machineDetection },
    call.board.settings.origin,
  );
  call.background(async () => {
    await call.pause(detectedAfter * 1000);
    call.board.follow('machine-detection.async');
    deliverInBackground(leg, address, machineDetectionCompleteEvent(leg, result));
  });
  return undefined;
}
