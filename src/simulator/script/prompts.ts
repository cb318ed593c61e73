import type { Leg, LegInput, LegPrompt } from '../calls/leg.js';
import { CallFailure } from '../delivery/delivery.js';
import { stringOf, textOf, type VerbReading } from '../documents/parsed-verb.js';
import { resolved } from '../settings/address.js';
import { behaviours } from '../settings/behaviors.js';
import type { HeardAudio, HeardSpeech } from '../time/timeline.js';
import { unplayableExtension } from './audio-format.js';
import { markupOf } from './speech-markup.js';
import { breaksIn } from './speech-time.js';

/**
 * Speaks a sentence or plays a file, to its end or until an input of one of the kinds comes.
 *
 * @throws CallFailure if the file has a format that Bandwidth does not play
 */
export async function play(
  leg: Leg,
  verb: VerbReading,
  base: string,
  stoppedBy?: ReadonlySet<LegInput['type']>,
): Promise<LegInput | undefined> {
  const heard = verb.name === 'PlayAudio' ? audioOf(verb, base) : speechOf(verb);
  if (heard.kind === 'audio') assertPlayable(leg, heard);
  const milliseconds = heard.kind === 'audio' ? lengthOfAudio(leg, heard, verb.text) : lengthOfSpeech(leg, heard, verb);
  // The same record, completed when the prompt is cut short.
  const entry: { stoppedAfter?: number } = leg.call.note(leg, heard);
  const { call } = leg;
  const prompt: LegPrompt = {
    heard: entry as HeardSpeech | HeardAudio,
    faultsAtStart: call.faultCount,
    faultsAtEnd: undefined,
  };
  leg.prompts.push(prompt);
  const { clock } = leg.call.board;
  const startedAt = clock.now;
  let input: LegInput | undefined;
  let finished = false;
  try {
    input = await leg.wait(milliseconds, stoppedBy);
    finished = input === undefined;
  } finally {
    if (!finished) entry.stoppedAfter = (clock.now - startedAt) / 1000;
    prompt.faultsAtEnd = call.faultCount;
  }
  return input;
}

function assertPlayable(leg: Leg, { url }: HeardAudio): void {
  leg.call.board.follow('audio.format-extension');
  const extension = unplayableExtension(url);
  if (extension === undefined) return;
  leg.call.board.follow('audio.format');
  const message = `<PlayAudio> cannot play ${url}: the format .${extension} is not supported; WAV and MP3 are`;
  throw new CallFailure('application-error', message);
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
  return ([...heard.text].length * speech + breaks) * 1000;
}

function lengthOfAudio(leg: Leg, { url }: HeardAudio, written: string): number {
  const { board } = leg.call;
  const { audio } = board.settings;
  board.follow('audio.time');
  if (typeof audio === 'function') return audio(url) * 1000;
  if (typeof audio === 'number') return audio * 1000;
  const address = [url, written].find((each) => Object.hasOwn(audio, each));
  return (audio[address ?? ''] ?? behaviours['audio.time'].value) * 1000;
}
