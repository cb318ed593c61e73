import type { MachineDetectionResult } from '../../events/machine-detection-events.js';
import type { EventType } from '../../events/webhook-event.js';
import { quoted } from '../../problems/shown-value.js';
import { isInsecure } from '../../verbs/shared/secure-callbacks.js';
import { reportDisconnect } from '../background/reporting.js';
import type { CallSession } from '../calls/call-session.js';
import { Leg } from '../calls/leg.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import type { FetchedDocument } from '../delivery/response-check.js';
import { answerEvent, durationText, machineDetectionCompleteEvent } from '../events/call-events.js';
import { ringOut, shownCaller } from '../rooms/ringing.js';
import { addressFor, resolved } from '../settings/address.js';
import { behaviours } from '../settings/behaviors.js';
import type { Reception } from '../settings/callee-behavior.js';
import { wrongOption } from '../settings/option-shapes.js';

/**
 * A request to place a call, with the fields of `createCall` in Bandwidth's REST interface. URLs may be relative to the
 * origin of the application. `null` has the meaning of a field that is left out.
 *
 * @example
 * { to: '+15551230077', from: '+15551230002', answerUrl: '/reminder', disconnectUrl: '/over', callTimeout: 20 }
 */
export interface CreateCall {
  /** The number or the SIP URI to call. */
  readonly to: string;
  /** The number of the account that calls. */
  readonly from: string;
  /** The voice application that the events name. @default that of the platform */
  readonly applicationId?: string | undefined;
  /** Receives `answer`; https if there is a `username` or `password`. At most 2048 characters, as every URL here. */
  readonly answerUrl: string;
  /** @default 'POST' */
  readonly answerMethod?: 'GET' | 'POST' | null | undefined;
  /** Receives `answer` when `answerUrl` fails; https if there are fallback credentials. @default none */
  readonly answerFallbackUrl?: string | null | undefined;
  /** @default 'POST' */
  readonly answerFallbackMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `answerUrl` and `disconnectUrl`, at most 1024 characters. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `answerUrl` and `disconnectUrl`, at most 1024 characters. @default none */
  readonly password?: string | null | undefined;
  /** User name of the credentials for `answerFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackUsername?: string | null | undefined;
  /** Password of the credentials for `answerFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackPassword?: string | null | undefined;
  /** Receives `disconnect`. @default none: the end of the call is reported nowhere */
  readonly disconnectUrl?: string | null | undefined;
  /** @default 'POST' */
  readonly disconnectMethod?: 'GET' | 'POST' | null | undefined;
  /** Seconds to ring, 1 to 300. @default 30 */
  readonly callTimeout?: number | null | undefined;
  /** Seconds to wait for the answer to a webhook, 1 to 25. @default 15 */
  readonly callbackTimeout?: number | null | undefined;
  /** Asks who or what picks up. @default it is not found out */
  readonly machineDetection?: MachineDetection | undefined;
  /** The place in the queue of outbound calls, 1 (first) to 5. The queue of the simulator is always empty. @default 5 */
  readonly priority?: 1 | 2 | 3 | 4 | 5 | null | undefined;
  /** Hides the number from the called party. @default false */
  readonly privacy?: boolean | null | undefined;
  /**
   * The name shown to the called party: at most 256 characters, no control characters; with `privacy` one of
   * `Restricted`, `Anonymous`, `Private` and `Unavailable`. @default none
   */
  readonly displayName?: string | null | undefined;
  /**
   * Values of the User-To-User header of a SIP call, with commas between them, each with its encoding (`jwt`, `base64`
   * or `hex`) at the end; at most 350 characters. @default none
   */
  readonly uui?: string | null | undefined;
  /** Comes back with the events of the call until a verb changes it; at most 4096 characters. @default none */
  readonly tag?: string | null | undefined;
}

/** How it is found out who or what has picked up. `null` has the meaning of a field that is left out. */
export interface MachineDetection {
  /**
   * `sync`: before the `answer` event, which then has the result. `async`: while the call goes on, with an event of its
   * own. @default 'async'
   */
  readonly mode?: 'sync' | 'async' | undefined;
  /** Seconds for the whole detection, after which its result is `timeout`. @default 15 */
  readonly detectionTimeout?: number | null | undefined;
  /** Seconds without speech after which the result is `silence`. @default 10 */
  readonly silenceTimeout?: number | null | undefined;
  /** Seconds of speech after which an undecided speaker counts as a machine. The test decides instead. @default 10 */
  readonly speechThreshold?: number | null | undefined;
  /** Seconds of quiet after which the speaker counts as done. The test decides instead. @default 5 */
  readonly speechEndThreshold?: number | null | undefined;
  /** The same for the message of a machine. The test decides instead. @default that of `speechEndThreshold` */
  readonly machineSpeechEndThreshold?: number | null | undefined;
  /** Holds the result of a machine back until it stops speaking. The test decides when that is. @default false */
  readonly delayResult?: boolean | null | undefined;
  /** Receives `machineDetectionComplete` in `async` mode. */
  readonly callbackUrl?: string | null | undefined;
  /** @default 'POST' */
  readonly callbackMethod?: 'GET' | 'POST' | null | undefined;
  /** Receives it when `callbackUrl` fails. @default none */
  readonly fallbackUrl?: string | null | undefined;
  /** @default 'POST' */
  readonly fallbackMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `callbackUrl`; those of the call are not used. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `callbackUrl`. @default none */
  readonly password?: string | null | undefined;
  /** User name of the credentials for `fallbackUrl`. @default none */
  readonly fallbackUsername?: string | null | undefined;
  /** Password of the credentials for `fallbackUrl`. @default none */
  readonly fallbackPassword?: string | null | undefined;
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
  /**
   * Virtual seconds that the detection takes from the answer on; beyond `detectionTimeout` its result is `timeout`.
   * @default 2; for `silence` the `silenceTimeout` of the request, for `timeout` its `detectionTimeout`
   */
  readonly detectedAfter?: number | undefined;
  /**
   * Virtual seconds from the answer after which it hangs up, whatever happens then: before the detection has ended, for
   * one. @default never, unless a step of the test hangs up
   */
  readonly hangsUpAfter?: number | undefined;
  /** It hangs up while the application answers the first event of this type, such as `answer`. @default never */
  readonly hangsUpDuring?: EventType | undefined;
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
  assertSecure(session, request);
  const { to, from } = request;
  const leg = new Leg({
    call: session,
    name: to,
    direction: 'outbound',
    from,
    to,
    callbackTimeout: request.callbackTimeout ?? behaviours['delivery.timeout'].value,
    ...shownCaller({ call: session }, from, {
      privacy: request.privacy === true,
      displayName: request.displayName ?? undefined,
    }),
  });
  board.follow('createCall.queue');
  leg.enqueuedAt = leg.startedAt;
  leg.tag = request.tag ?? '';
  session.applicationId = request.applicationId ?? session.applicationId;
  session.legs.push(leg);
  const given = { ...request };
  leg.statusAddress = addressFor('disconnect', 'createCall', given, origin);
  reportDisconnect(leg, leg.statusAddress);
  if (callee.hangsUpDuring !== undefined) session.during(callee.hangsUpDuring, () => leg.hangUp());
  const fetch = async () => {
    await ringOut(leg, request.callTimeout ?? 30, callee);
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
  const step = clock.after(seconds * 1000, leg.call, () => leg.hangUp());
  leg.whenOver(() => clock.cancel(step));
}

/** @throws BxmlError (`simulator.options`) if credentials would be sent to an `http:` URL. */
function assertSecure({ board }: CallSession, request: CreateCall): void {
  const pairs = [
    ['answerUrl', 'username', 'password'],
    ['answerFallbackUrl', 'fallbackUsername', 'fallbackPassword'],
  ] as const;
  for (const [name, user, secret] of pairs) {
    const given = request[name];
    const isSent = (request[user] ?? undefined) !== undefined || (request[secret] ?? undefined) !== undefined;
    if (!isSent || typeof given !== 'string') continue;
    board.follow('createCall.https');
    const url = resolved(given, board.settings.origin);
    if (!isInsecure(url)) continue;
    const message = `request.${name} is ${quoted(url)}; with ${user} or ${secret} it must be https.`;
    throw wrongOption(
      message,
      `Write https:, set the option origin to an https origin, or leave out ${user} and ${secret}.`,
    );
  }
}

/** Waits for the result if the `answer` event has to have it; otherwise has it sent later. */
async function detection(
  leg: Leg,
  { machineDetection }: CreateCall,
  callee: Callee,
): Promise<MachineDetectionResult | undefined> {
  if (machineDetection === undefined) return undefined;
  const { board } = leg.call;
  const { value, milliseconds } = detected(leg, machineDetection, callee);
  const result = { value, duration: durationText(milliseconds) };
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

/** What is detected, and after how many milliseconds. */
function detected(
  leg: Leg,
  { detectionTimeout, silenceTimeout }: MachineDetection,
  { detectedAs = 'human', detectedAfter }: Callee,
): { readonly value: MachineDetectionResult['value']; readonly milliseconds: number } {
  const { board } = leg.call;
  const limit = detectionTimeout ?? behaviours['machine-detection.timeout'].value;
  const silence = silenceTimeout ?? behaviours['machine-detection.silence'].value;
  const usual: Record<string, number> = { timeout: limit, silence };
  const seconds = detectedAfter ?? usual[detectedAs] ?? behaviours['machine-detection.time'].value;
  if (detectedAfter === undefined && detectedAs === 'silence') board.follow('machine-detection.silence');
  board.follow('machine-detection.time');
  if (seconds <= limit) return { value: detectedAs, milliseconds: seconds * 1000 };
  board.follow('machine-detection.timeout');
  return { value: 'timeout', milliseconds: limit * 1000 };
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
