import { toneOf } from '../audio/tones.js';
import { behaviors } from '../behaviors/index.js';
import type { SimulatedCall } from '../calls/call.js';
import { numberOf } from '../documents/parsed-verb.js';
import type { Executor } from '../interpreter/interpreter.js';
import { ringFor } from '../rooms/ringing.js';

/** Waits in silence. */
export const pause: Executor = async ({ call, attributes, wait }) => {
  call.doing = 'waits in a <Pause>';
  call.simulation.recordCoverage('pause.duration');
  if (call.answeredAt === undefined) call.simulation.recordCoverage('pause.unanswered');
  await wait(numberOf(attributes, 'duration') * 1000);
  return undefined;
};

/** Plays the ringing tone. Answers the call first, unless `answerCall` is false. */
export const ring: Executor = async ({ call, attributes, wait }) => {
  if (call.answeredAt === undefined) {
    const answers = attributes.answerCall !== false;
    call.simulation.recordCoverage(answers ? 'ring.answers' : 'ring.unanswered');
    if (answers) call.answer();
  }
  call.doing = 'hears the ringing tone of a <Ring>';
  call.record.noteChange(call, 'hears the ringing tone');
  const stopRinging = ringFor(call);
  try {
    await wait(numberOf(attributes, 'duration') * 1000);
  } finally {
    stopRinging();
  }
  return undefined;
};

/** Sends DTMF tones. */
export const sendDtmf: Executor = async ({ call, text, attributes, wait }) => {
  call.doing = 'receives tones from a <SendDtmf>';
  call.record.note(call, { kind: 'tones', text });
  call.simulation.recordCoverage('sendDtmf.time');
  await wait(playTones(call, text, numberOf(attributes, 'toneDuration'), numberOf(attributes, 'toneInterval')));
  return undefined;
};

/** The length of each pause character, in seconds. */
const pauses: Readonly<Record<string, number>> = behaviors['sendDtmf.time'].value;

/**
 * Adds tones to what the party hears. An interval follows each tone, unless a pause character replaces it.
 *
 * @returns their length in milliseconds
 */
function playTones({ outbound, simulation }: SimulatedCall, text: string, tone: number, interval: number): number {
  let total = 0;
  for (const [index, character] of [...text].entries()) {
    const pause = pauses[character];
    const next = text[index + 1];
    if (pause !== undefined) {
      total += pause * 1000;
      continue;
    }
    outbound.add(simulation.clock.now + total, tone, toneOf(character, tone));
    total += tone + (next !== undefined && next in pauses ? 0 : interval);
  }
  return total;
}
