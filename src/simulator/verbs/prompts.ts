import { resolved } from '../address.js';
import { behaviours } from '../behaviours.js';
import type { Leg, LegInput } from '../leg.js';
import { breaksIn, markupOf } from '../speech-time.js';
import type { HeardAudio, HeardSpeech } from '../timeline.js';
import { stringOf, textOf, type VerbReading } from '../verb-reading.js';

/** Speaks a sentence or plays a file, to its end or until an input of one of the kinds comes. */
export async function play(
  leg: Leg,
  verb: VerbReading,
  base: string,
  stoppedBy?: ReadonlySet<LegInput['type']>,
): Promise<LegInput | undefined> {
  const heard = verb.name === 'PlayAudio' ? audioOf(verb, base) : speechOf(verb);
  const milliseconds = heard.kind === 'audio' ? lengthOfAudio(leg, heard, verb.text) : lengthOfSpeech(leg, heard, verb);
  // The same record, completed when the prompt is cut short.
  const entry: { stoppedAfter?: number } = leg.call.note(leg, heard);
  const prompt = { heard: entry as HeardSpeech | HeardAudio, over: false };
  leg.prompts.push(prompt);
  const { clock } = leg.call.board;
  const startedAt = clock.now;
  let input: LegInput | undefined;
  let finished = false;
  try {
    input = await leg.wait(milliseconds, stoppedBy);
    finished = input === undefined;
  } finally {
    if (!finished) entry.stoppedAfter = clock.now - startedAt;
    prompt.over = true;
  }
  return input;
}

function speechOf({ attributes, node }: VerbReading): HeardSpeech {
  const given = (name: string) => node.attributes.some((attribute) => attribute.name === name);
  const asked = (name: 'voice' | 'locale' | 'gender') => {
    const value = given(name) ? stringOf(attributes, name) : undefined;
    return value === undefined ? {} : { [name]: value };
  };
  return {
    kind: 'speech',
    text: textOf(node).replace(/\s+/g, ' ').trim(),
    ssml: markupOf(node).trim(),
    ...asked('voice'),
    ...asked('locale'),
    ...asked('gender'),
  };
}

const audioOf = ({ text }: VerbReading, base: string): HeardAudio => ({ kind: 'audio', url: resolved(text, base) });

function lengthOfSpeech(leg: Leg, heard: HeardSpeech, { node }: VerbReading): number {
  const { board } = leg.call;
  const { speech } = board.settings;
  board.follow('speech.time');
  if (typeof speech === 'function') return speech(heard) * 1000;
  const breaks = breaksIn(node);
  if (breaks > 0) board.follow('speech.breaks');
  return (heard.text.length * speech + breaks) * 1000;
}

function lengthOfAudio(leg: Leg, { url }: HeardAudio, written: string): number {
  const { board } = leg.call;
  const { audio } = board.settings;
  board.follow('audio.time');
  if (typeof audio === 'function') return audio(url) * 1000;
  if (typeof audio === 'number') return audio * 1000;
  return (audio[url] ?? audio[written] ?? behaviours['audio.time'].value) * 1000;
}
