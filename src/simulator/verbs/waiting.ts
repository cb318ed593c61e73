import { numberOf } from '../documents/parsed-verb.js';
import type { Executor } from '../script/script.js';
import { behaviours } from '../settings/behaviors.js';

/** Waits in silence. */
export const pause: Executor = async ({ leg, attributes }) => {
  leg.doing = 'waits in a <Pause>';
  leg.call.board.follow('pause.duration');
  if (leg.answeredAt === undefined) leg.call.board.follow('pause.unanswered');
  await leg.wait(numberOf(attributes, 'duration') * 1000);
  return undefined;
};

/** Plays the ringing tone, and answers a call that nobody has answered unless told not to. */
export const ring: Executor = async ({ leg, attributes }) => {
  if (leg.answeredAt === undefined) {
    const answers = attributes.answerCall !== false;
    leg.call.board.follow(answers ? 'ring.answers' : 'ring.unanswered');
    if (answers) leg.answer();
  }
  leg.doing = 'hears the ringing tone of a <Ring>';
  leg.call.change(leg, 'hears the ringing tone');
  await leg.wait(numberOf(attributes, 'duration') * 1000);
  return undefined;
};

/** Sends touch tones. */
export const sendDtmf: Executor = async ({ leg, text, attributes }) => {
  leg.doing = 'is sent tones by a <SendDtmf>';
  leg.call.note(leg, { kind: 'tones', text });
  leg.call.board.follow('sendDtmf.time');
  await leg.wait(lengthOfTones(text, numberOf(attributes, 'toneDuration'), numberOf(attributes, 'toneInterval')));
  return undefined;
};

/** Seconds by character. */
const pauses: Readonly<Record<string, number>> = behaviours['sendDtmf.time'].value;

/** Milliseconds: each tone is followed by the interval, in whose place pauses stand. */
function lengthOfTones(text: string, tone: number, interval: number): number {
  let total = 0;
  for (const [index, character] of [...text].entries()) {
    const pause = pauses[character];
    const next = text[index + 1];
    if (pause !== undefined) total += pause * 1000;
    else total += tone + (next !== undefined && next in pauses ? 0 : interval);
  }
  return total;
}

/** Sets or clears the tag. */
export const tag: Executor = async ({ leg, text }) => {
  leg.call.board.follow('tag.verb');
  leg.tag = text;
  return undefined;
};
