import { behaviors } from '../behaviors/index.js';
import { CallFailure } from '../calls/failure.js';
import type { Hearing } from '../calls/hearing.js';
import type { CallInput, InputKind } from '../calls/input.js';
import type { Simulation } from '../calls/simulation.js';
import { type ParsedVerb, stringOf } from '../documents/parsed-verb.js';
import { resolveUrl } from '../settings/address.js';
import type { HeardAudio, HeardSpeech } from '../settings/simulator-options.js';
import { unplayableExtension } from './audio-format.js';
import type { VerbRun } from './interpreter.js';
import { breaksIn, markupOf } from './speech.js';

/** The listeners of a prompt: a party, or all members of a conference. */
interface Audience {
  readonly simulation: Simulation;
  /** Begins to play a prompt. */
  hear(heard: HeardSpeech | HeardAudio): Hearing;
}

/** The verb that plays a prompt: the prompt itself, or the verb that contains it. */
interface PlayingRun extends Pick<VerbRun, 'base' | 'wait'> {
  readonly call: Audience;
}

/**
 * Plays a `SpeakSentence` or a `PlayAudio`, to its end or until an input of one of the kinds arrives. Returns that input.
 *
 * @throws CallFailure if the file has a format that Bandwidth does not play
 */
export async function play(
  { call, base, wait }: PlayingRun,
  verb: ParsedVerb,
  takes?: readonly InputKind<unknown>[],
): Promise<CallInput | undefined> {
  const heard = verb.name === 'PlayAudio' ? audioOf(verb, base) : speechOf(verb);
  if (heard.kind === 'audio') assertPlayable(call, heard);
  const milliseconds =
    heard.kind === 'audio' ? lengthOfAudio(call, heard, verb.text) : lengthOfSpeech(call, heard, verb);
  const hearing = call.hear(heard);
  let finished = false;
  let input: CallInput | undefined;
  try {
    input = await wait(milliseconds, { takes });
    finished = input === undefined;
  } finally {
    hearing.end(finished);
  }
  return input;
}

function assertPlayable(call: Audience, { url }: HeardAudio): void {
  call.simulation.recordCoverage('audio.format-extension');
  const extension = unplayableExtension(url);
  if (extension === undefined) return;
  call.simulation.recordCoverage('audio.format');
  const message = `<PlayAudio> cannot play ${url}: .${extension} is not supported; use WAV or MP3`;
  throw new CallFailure('application-error', message);
}

/** An attribute of a `SpeakSentence` that a test can see. */
type SpeechField = 'voice' | 'locale' | 'gender';

const isSpeechField = (name: string): name is SpeechField => name === 'voice' || name === 'locale' || name === 'gender';

function speechOf({ attributes, node, text }: ParsedVerb): HeardSpeech {
  const fields: Partial<Record<SpeechField, string>> = {};
  // Without the defaults of the attributes.
  for (const { name } of node.attributes) {
    if (!isSpeechField(name)) continue;
    const value = stringOf(attributes, name);
    if (value !== undefined) fields[name] = value;
  }
  return { kind: 'speech', text: text.replace(/\s+/g, ' '), ssml: markupOf(node).trim(), ...fields };
}

const audioOf = ({ text }: ParsedVerb, base: string): HeardAudio => ({ kind: 'audio', url: resolveUrl(text, base) });

function lengthOfSpeech(call: Audience, heard: HeardSpeech, { node }: ParsedVerb): number {
  const { simulation } = call;
  const { speech } = simulation.settings;
  simulation.recordCoverage('speech.time');
  if (typeof speech === 'function') return speech(heard) * 1000;
  const breaks = breaksIn(node);
  if (breaks > 0) simulation.recordCoverage('speech.breaks');
  return (charactersIn(heard.text) * speech + breaks) * 1000;
}

/** Returns the number of code points. Performance: without an array of them. */
function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function lengthOfAudio(call: Audience, { url }: HeardAudio, written: string): number {
  const { simulation } = call;
  const { audio } = simulation.settings;
  simulation.recordCoverage('audio.time');
  if (typeof audio === 'function') return audio(url) * 1000;
  if (typeof audio === 'number') return audio * 1000;
  const key = [url, written].find((each) => Object.hasOwn(audio, each));
  if (key !== undefined) return (audio[key] ?? 0) * 1000;
  return simulation.recordings.lengthOf(url) ?? behaviors['audio.time'].value * 1000;
}
