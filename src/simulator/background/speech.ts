// What a party says: to a verb, a stream or a transcription, and to the parties that it is connected with.
import type { SimulatedCall } from '../calls/call.js';
import { OpenChoice } from '../calls/choice.js';
import { SOUND, SPEECH_END, type Speech } from '../calls/input.js';
import { Voice } from '../calls/voice.js';
import type { ParsedVerb } from '../documents/parsed-verb.js';
import { type Input, seconds } from '../time/timeline.js';
import { LIVE_TRANSCRIPTIONS } from './live-transcription.js';
import { MEDIA_STREAMS } from './media-stream.js';

/**
 * True if a party would speak now: it is connected with other parties; a verb takes what it says; or a stream or a
 * transcription does, while no prompt of a document plays.
 */
export function takesSpeech(call: SimulatedCall): boolean {
  if (call.takes(SOUND) || call.isConnected) return true;
  if (call.isOver) return false;
  const { background } = call;
  const isHeard = [background.get(MEDIA_STREAMS), background.get(LIVE_TRANSCRIPTIONS)].some(
    (works) => works?.isListening,
  );
  return isHeard && !call.prompts.some(({ heard, faultsAtEnd }) => faultsAtEnd === undefined && isOfDocument(heard));
}

/**
 * Offers the choice to speak, while a stream or a transcription takes what the party says. Returns a function to call at
 * its end.
 *
 * @param verb the `StartStream` or the `StartTranscription`
 */
export function offerSpeech(call: SimulatedCall, verb: ParsedVerb): () => void {
  const choice = new OpenChoice('listens', call, verb).offer(() => !call.takes(SOUND) && takesSpeech(call));
  return () => choice.endUnused();
}

/** Reports what a party says to the choices of {@link offerSpeech}. */
function noteSpeech({ record }: SimulatedCall, words = ''): void {
  for (const choice of record.choices ?? []) {
    if (/^Start(?:Stream|Transcription)$/.test(choice.verb?.name ?? '')) choice.note({ kind: 'speech', words });
  }
}

const isOfDocument = ({ kind }: SimulatedCall['prompts'][number]['heard']): boolean =>
  kind === 'speech' || kind === 'audio';

/** Lets a party speak. */
export function speak(call: SimulatedCall, speech: Speech): void {
  const { words, milliseconds } = speech;
  noteInput(
    call,
    words === undefined ? { kind: 'sound', text: seconds(milliseconds) } : { kind: 'words', text: words },
  );
  if (call.isConnected) call.simulation.recordCoverage('conversation.heard');
  new Voice(call, speech);
  if (!call.deliver(SOUND.of(speech))) noteSpeech(call, words);
}

/** Speech that began at the moment that it was made, and lasts until it is ended. */
export class OpenSpeech {
  readonly #call: SimulatedCall;
  readonly #startedAt: number;
  readonly #entry: { text: string };
  readonly #voice: Voice;
  #isOver = false;

  constructor(call: SimulatedCall) {
    const speech: Speech = { milliseconds: Number.POSITIVE_INFINITY, words: undefined, partial: [], audio: undefined };
    const entry: Input & { text: string } = { kind: 'sound', text: '' };
    this.#call = call;
    this.#startedAt = call.simulation.clock.now;
    // The cast: an entry is the input that was noted.
    this.#entry = noteInput(call, entry) as Input & { text: string };
    if (call.isConnected) call.simulation.recordCoverage('conversation.heard');
    this.#voice = new Voice(call, speech);
    if (!call.deliver(SOUND.of(speech))) noteSpeech(call);
  }

  /** @param audio mu-law from its beginning on; silence without it */
  end(audio: Uint8Array | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { record, simulation, endedAt = simulation.clock.now } = this.#call;
    record.amend(this.#entry, { text: seconds(endedAt - this.#startedAt) });
    this.#voice.finish(audio);
    this.#call.deliver(SPEECH_END.of('end'));
  }
}

/** Adds an input of a party to its timeline and that of its room, with who hears it. Returns the entry. */
export function noteInput(call: SimulatedCall, input: Input): { lost?: true } {
  const others = call.isOver ? undefined : call.room?.othersThan(call);
  const { listeners } = call;
  const deaf = others?.filter((each) => !listeners.includes(each)) ?? [];
  const entry =
    deaf.length === 0
      ? input
      : { ...input, heardBy: listeners.map(({ label }) => label), notHeardBy: deaf.map(({ label }) => label) };
  if (others !== undefined) call.room?.noteInput?.(call, entry);
  return call.record.note(call, entry);
}
