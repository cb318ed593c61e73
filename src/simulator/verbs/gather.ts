import { keyReportsOf } from '../background/key-reports.js';
import { OpenChoice } from '../calls/choice.js';
import { type CallInput, type InputKind, KEY, SOUND, SPEECH_END, type Speech } from '../calls/input.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { numberOf, stringOf } from '../documents/parsed-verb.js';
import type { VisitAction } from '../documents/visits.js';
import { type Gathered, gatherEvent, partialGatherEvent } from '../events/call-events.js';
import type { Executor, VerbRun } from '../interpreter/interpreter.js';
import { play } from '../interpreter/prompts.js';
import { addressFor } from '../settings/address.js';

/** The most milliseconds of speech that had no end when it began. */
const LONGEST_SPEECH = 3_600_000;

const NOTHING: Gathered = { digits: '', terminatingDigit: '' };

/** Collects keys or speech, and continues with the document from `gatherUrl`. */
export const gather: Executor = async (run) => {
  const { call, attributes, base } = run;
  call.doing = 'is asked for input by a <Gather>';
  const reports = keyReportsOf(call);
  reports.isSuspended = true;
  const choice = new OpenChoice('listens', call, run);
  let gathered: Gathered;
  try {
    gathered = await collectInput(run, choice);
    choice.end(actionOf(gathered));
  } finally {
    reports.isSuspended = false;
    choice.abandon();
  }
  const address = addressFor('gather', 'Gather', attributes, base);
  if (address === undefined) {
    call.simulation.recordCoverage('gather.no-url');
    return undefined;
  }
  if (gathered === NOTHING) call.simulation.recordCoverage('gather.timeout-empty');
  return deliverForDocument(call, address, gatherEvent(call.facts(), gathered));
};

function actionOf(gathered: Gathered): VisitAction {
  if (gathered === NOTHING) return { kind: 'silence' };
  const { digits, terminatingDigit, text } = gathered;
  return text === undefined ? { kind: 'keys', keys: digits + terminatingDigit } : { kind: 'speech', words: text };
}

async function collectInput(run: VerbRun, choice: OpenChoice): Promise<Gathered> {
  const first = await firstInput(run, choice);
  choice.withdraw();
  const sound = SOUND.valueOf(first);
  if (sound !== undefined) return collectSpeech(run, sound);
  const key = KEY.valueOf(first);
  return key === undefined ? NOTHING : collectKeys(run, key);
}

/** Plays the prompts, `repeatCount` times, and returns the first input. */
async function firstInput(run: VerbRun, choice: OpenChoice): Promise<CallInput | undefined> {
  const { call, attributes, children, wait } = run;
  const { simulation } = call;
  const takes = inputsOf(run);
  for (let round = numberOf(attributes, 'repeatCount'); round > 0; round--) {
    for (const prompt of children) {
      const input = await play(run, prompt, takes);
      if (input === undefined) continue;
      simulation.recordCoverage('gather.prompts-stop');
      return input;
    }
    simulation.recordCoverage('gather.first-digit');
    choice.offer();
    const input = await wait(inputTimeout(attributes) * 1000, { takes });
    if (input !== undefined) return input;
    if (round > 1) simulation.recordCoverage('gather.repeat');
  }
  return undefined;
}

const inputKinds = { dtmf: [KEY], speech: [SOUND], dtmf_speech: [KEY, SOUND] } as const;

function inputsOf({ call, attributes }: VerbRun): readonly InputKind<unknown>[] {
  const input = stringOf(attributes, 'input') ?? 'dtmf';
  if (input !== 'dtmf') call.simulation.recordCoverage('gather.speech');
  return input === 'speech' || input === 'dtmf_speech' ? inputKinds[input] : inputKinds.dtmf;
}

/** Returns the seconds that a `Gather` waits for input after its prompts. */
export function inputTimeout(attributes: VerbRun['attributes']): number {
  const input = stringOf(attributes, 'input');
  const forKeys = input === 'speech' ? 0 : numberOf(attributes, 'firstDigitTimeout');
  const forSpeech = input === 'speech' || input === 'dtmf_speech' ? numberOf(attributes, 'speechTimeout') : 0;
  return Math.max(forKeys, forSpeech);
}

/** Collects keys, beginning with the first. */
async function collectKeys({ call, attributes, wait }: VerbRun, first: string): Promise<Gathered> {
  const { simulation } = call;
  const terminating = stringOf(attributes, 'terminatingDigits') ?? '';
  const maxDigits = numberOf(attributes, 'maxDigits');
  let digits = '';
  for (let key: string | undefined = first; key !== undefined; ) {
    if (terminating.toUpperCase().includes(key)) {
      simulation.recordCoverage('gather.terminating');
      return { digits, terminatingDigit: key };
    }
    digits += key;
    if (digits.length >= maxDigits) {
      simulation.recordCoverage('gather.max-digits');
      break;
    }
    const next = await wait(numberOf(attributes, 'interDigitTimeout') * 1000, { takes: inputKinds.dtmf });
    key = KEY.valueOf(next);
    if (key === undefined) simulation.recordCoverage('gather.inter-digit');
  }
  return { digits, terminatingDigit: '' };
}

/** Waits for the end of the speech. Sends the partial results meanwhile, if the document asks for them. */
async function collectSpeech(
  { call, attributes, base, wait }: VerbRun,
  { milliseconds, words, partial }: Speech,
): Promise<Gathered> {
  const { simulation } = call;
  if (!Number.isFinite(milliseconds)) {
    await wait(LONGEST_SPEECH, { takes: [SPEECH_END] });
    return { ...NOTHING, text: '' };
  }
  const address = addressFor('partialgather', 'Gather', attributes, base);
  const results = address === undefined ? [] : partial;
  const endsAt = simulation.clock.now + milliseconds;
  for (const [index, result] of results.entries()) {
    const rest = (milliseconds * (results.length - index)) / (results.length + 1);
    await wait(endsAt - rest - simulation.clock.now);
    simulation.recordCoverage('gather.partial');
    deliverInBackground(call, address, partialGatherEvent(call.facts(), result));
  }
  await wait(endsAt - simulation.clock.now);
  return { ...NOTHING, text: words ?? '' };
}
