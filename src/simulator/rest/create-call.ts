import { quoted } from '../../problems/inspect.js';
import { isInsecure } from '../../verbs/shared/secure-callbacks.js';
import { detectMachine } from '../background/machine-detection.js';
import { behaviors } from '../behaviors/index.js';
import { SimulatedCall } from '../calls/call.js';
import { SubjectRecord } from '../calls/call-record.js';
import type { Simulation } from '../calls/simulation.js';
import { deliverForDocument, reportDisconnect } from '../delivery/delivery.js';
import { answerEvent } from '../events/call-events.js';
import { type Executors, type StartedCall, startCall } from '../interpreter/interpreter.js';
import { ringOut, shownCaller } from '../rooms/ringing.js';
import { addressFor, resolveUrl } from '../settings/address.js';
import type { Callee } from '../settings/callee-behavior.js';
import { wrongOption } from '../settings/checks.js';
import type { CreateCall } from '../settings/create-call.js';

/**
 * Places a call and returns at once, as the REST API does. Ringing, machine detection and the documents run in the
 * background.
 *
 * @param callee what the called party does. `undefined` lets a step of the test or the option `phones` decide it
 * @param executors the executors of the verbs of its documents
 * @throws BxmlError (`simulator.options`) if credentials would be sent to an `http:` URL
 */
export function createCall(
  simulation: Simulation,
  request: CreateCall,
  callee: Callee | undefined,
  executors: Executors,
): StartedCall {
  const { origin } = simulation.settings;
  assertSecure(simulation, request);
  const { to, from } = request;
  const call = new SimulatedCall(simulation, {
    name: to,
    direction: 'outbound',
    from,
    to,
    callbackTimeout: request.callbackTimeout ?? behaviors['delivery.timeout'].value,
    ...shownCaller({ simulation }, from, {
      privacy: request.privacy === true,
      displayName: request.displayName ?? undefined,
    }),
  });
  const { record } = call;
  const placing = placingWork(simulation, record);
  if (placing !== undefined) {
    record.generation = placing.record.generation + 1;
    record.root = placing.record.root;
  }
  simulation.recordCoverage('createCall.queue');
  call.enqueuedAt = call.startedAt;
  call.tag = request.tag ?? '';
  record.applicationId = request.applicationId ?? record.applicationId;
  const fields = { ...request };
  call.statusAddress = addressFor('disconnect', 'createCall', fields, origin);
  reportDisconnect(call, call.statusAddress);
  const person = callee ?? simulation.behaviorOf(to, 'createCall');
  if (person?.hangsUpDuring !== undefined) record.during(person.hangsUpDuring, () => call.hangUp());
  return startCall(call, executors, async (wait) => {
    await ringOut(call, request.callTimeout ?? 30, callee ?? 'createCall', person);
    call.throwIfEnded();
    if (person?.hangsUpAfter !== undefined) hangUpAfter(call, person.hangsUpAfter);
    call.doing = 'waits for the first document';
    const { detectedAs } = call;
    const answered = detectedAs === undefined ? (person ?? {}) : { ...person, detectedAs };
    const machine = await detectMachine(call, request.machineDetection, answered, wait);
    const address = addressFor('answer', 'createCall', fields, origin);
    return address && deliverForDocument(call, address, answerEvent(call.facts(), machine));
  });
}

/**
 * Returns the webhook during which the application places a call, if it does: of all that it handles at this moment, the one
 * of the call that the fewest others have led to, so that independent calls at once never count as a loop.
 *
 * @param own the new call itself
 */
export function placingWork(
  { scheduler }: Simulation,
  own?: SubjectRecord,
): { readonly record: SubjectRecord; readonly description: string } | undefined {
  const works = scheduler.work.unfinished.flatMap(({ subject, description }) =>
    subject instanceof SubjectRecord && subject !== own ? [{ record: subject, description }] : [],
  );
  return works.sort((one, other) => one.record.generation - other.record.generation)[0];
}

/** Makes the called party hang up after that many seconds, unless the call ends before. */
function hangUpAfter(call: SimulatedCall, seconds: number): void {
  const { clock } = call.simulation;
  const step = clock.after(seconds * 1000, call.record, () => call.hangUp());
  call.onEnd(() => clock.cancel(step));
}

/** @throws BxmlError (`simulator.options`) if credentials would be sent to an `http:` URL. */
function assertSecure(simulation: Simulation, request: CreateCall): void {
  const pairs = [
    ['answerUrl', 'username', 'password'],
    ['answerFallbackUrl', 'fallbackUsername', 'fallbackPassword'],
  ] as const;
  for (const [name, user, secret] of pairs) {
    const value = request[name];
    const isSent = (request[user] ?? undefined) !== undefined || (request[secret] ?? undefined) !== undefined;
    if (!isSent || typeof value !== 'string') continue;
    simulation.recordCoverage('createCall.https');
    const url = resolveUrl(value, simulation.settings.origin);
    if (!isInsecure(url)) continue;
    const message = `request.${name} is ${quoted(url)}; with ${user} or ${secret} the URL must be https.`;
    throw wrongOption(
      message,
      `Use https:, set the option origin to an https origin, or remove ${user} and ${secret}.`,
    );
  }
}
