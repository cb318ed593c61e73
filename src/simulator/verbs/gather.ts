import { addressFor } from '../address.js';
import { type Gathered, gatherEvent, partialGatherEvent } from '../call-events.js';
import { deliverForDocument, deliverInBackground } from '../delivery.js';
import type { Executor, VerbRun } from '../document-run.js';
import type { LegInput } from '../leg.js';
import { numberOf, stringOf } from '../verb-reading.js';
import { play } from './prompts.js';

const NOTHING: Gathered = { digits: '', terminatingDigit: '' };

type Sound = Extract<LegInput, { type: 'sound' }>;

/** Collects keys and words, and goes on with what `gatherUrl` answers. */
export const gather: Executor = async (run) => {
  const { leg, attributes, base } = run;
  leg.doing = 'is asked for keys by a <Gather>';
  const first = await firstInput(run);
  const gathered =
    first === undefined ? NOTHING : first.type === 'sound' ? await heard(run, first) : await keys(run, first.key);
  const address = addressFor('gather', 'Gather', attributes, base);
  if (address === undefined) {
    leg.call.board.follow('gather.no-url');
    return undefined;
  }
  return deliverForDocument(leg, address, gatherEvent(leg, gathered));
};

/** Plays the prompts, again and again where they repeat, and listens. */
async function firstInput(run: VerbRun): Promise<Sound | Extract<LegInput, { type: 'key' }> | undefined> {
  const { leg, attributes, children, base } = run;
  const { board } = leg.call;
  const takes = inputsOf(run);
  for (let round = numberOf(attributes, 'repeatCount'); round > 0; round--) {
    for (const prompt of children) {
      board.follow('gather.prompts-stop');
      const input = await play(leg, prompt, base, takes);
      if (isEntry(input)) return input;
    }
    board.follow('gather.first-digit');
    const input = await leg.wait(silence(run, takes) * 1000, takes);
    if (isEntry(input)) return input;
    if (round > 1) board.follow('gather.repeat');
  }
  board.follow('gather.timeout-empty');
  return undefined;
}

const isEntry = (input: LegInput | undefined): input is Sound | Extract<LegInput, { type: 'key' }> =>
  input?.type === 'key' || input?.type === 'sound';

const inputKinds = {
  dtmf: new Set(['key']),
  speech: new Set(['sound']),
  dtmf_speech: new Set(['key', 'sound']),
} as const satisfies Record<string, ReadonlySet<LegInput['type']>>;

function inputsOf({ leg, attributes }: VerbRun): ReadonlySet<LegInput['type']> {
  const input = stringOf(attributes, 'input') ?? 'dtmf';
  if (input !== 'dtmf') leg.call.board.follow('gather.speech');
  return input === 'speech' || input === 'dtmf_speech' ? inputKinds[input] : inputKinds.dtmf;
}

/** Seconds to wait once the prompts have ended. */
function silence({ attributes }: VerbRun, takes: ReadonlySet<LegInput['type']>): number {
  const forKeys = takes.has('key') ? numberOf(attributes, 'firstDigitTimeout') : 0;
  return takes.has('sound') ? Math.max(forKeys, numberOf(attributes, 'speechTimeout')) : forKeys;
}

/** Collects the keys from the first on. */
async function keys({ leg, attributes }: VerbRun, first: string): Promise<Gathered> {
  const { board } = leg.call;
  const terminating = stringOf(attributes, 'terminatingDigits') ?? '';
  const most = numberOf(attributes, 'maxDigits');
  let digits = '';
  for (let key: string | undefined = first; key !== undefined; ) {
    if (terminating.toUpperCase().includes(key)) {
      board.follow('gather.terminating');
      return { digits, terminatingDigit: key };
    }
    digits += key;
    if (digits.length >= most) {
      board.follow('gather.max-digits');
      break;
    }
    const next = await leg.wait(numberOf(attributes, 'interDigitTimeout') * 1000, inputKinds.dtmf);
    key = next?.type === 'key' ? next.key : undefined;
    if (key === undefined) board.follow('gather.inter-digit');
  }
  return { digits, terminatingDigit: '' };
}

/** Listens to words to their end, reporting what is understood meanwhile where that is asked for. */
async function heard({ leg, attributes, base }: VerbRun, { milliseconds, words, partial }: Sound): Promise<Gathered> {
  const address = addressFor('partialgather', 'Gather', attributes, base);
  const pieces = address === undefined ? [] : partial;
  for (const piece of pieces) {
    await leg.wait(milliseconds / (pieces.length + 1));
    leg.call.board.follow('gather.partial');
    deliverInBackground(leg, address, partialGatherEvent(leg, piece));
  }
  await leg.wait(milliseconds / (pieces.length + 1));
  return { ...NOTHING, text: words ?? '' };
}
