import type { LegInput } from '../calls/leg.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { numberOf, stringOf } from '../documents/parsed-verb.js';
import { type Gathered, gatherEvent, partialGatherEvent } from '../events/call-events.js';
import { play } from '../script/prompts.js';
import type { Executor, VerbRun } from '../script/script.js';
import { addressFor } from '../settings/address.js';

const NOTHING: Gathered = { digits: '', terminatingDigit: '' };

type Sound = Extract<LegInput, { type: 'sound' }>;
type Entry = Sound | Extract<LegInput, { type: 'key' }>;

/** Collects keys and words, and goes on with what `gatherUrl` answers. */
export const gather: Executor = async (run) => {
  const { leg, attributes, base } = run;
  leg.doing = 'is asked for input by a <Gather>';
  leg.isGathering = true;
  const gathered = await collected(run);
  leg.isGathering = false;
  const address = addressFor('gather', 'Gather', attributes, base);
  if (address === undefined) {
    leg.call.board.follow('gather.no-url');
    return undefined;
  }
  if (gathered === NOTHING) leg.call.board.follow('gather.timeout-empty');
  return deliverForDocument(leg, address, gatherEvent(leg, gathered));
};

async function collected(run: VerbRun): Promise<Gathered> {
  const first = await firstInput(run);
  if (first === undefined) return NOTHING;
  return first.type === 'sound' ? speech(run, first) : keys(run, first.key);
}

/** Plays the prompts, again and again where they repeat, and listens. */
async function firstInput(run: VerbRun): Promise<Entry | undefined> {
  const { leg, attributes, children, base } = run;
  const { board } = leg.call;
  const takes = inputsOf(run);
  for (let round = numberOf(attributes, 'repeatCount'); round > 0; round--) {
    for (const prompt of children) {
      const input = await play(leg, prompt, base, takes);
      if (!isEntry(input)) continue;
      board.follow('gather.prompts-stop');
      return input;
    }
    board.follow('gather.first-digit');
    const input = await leg.wait(silence(run, takes) * 1000, takes);
    if (isEntry(input)) return input;
    if (round > 1) board.follow('gather.repeat');
  }
  return undefined;
}

const isEntry = (input: LegInput | undefined): input is Entry => input?.type === 'key' || input?.type === 'sound';

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
async function speech({ leg, attributes, base }: VerbRun, { milliseconds, words, partial }: Sound): Promise<Gathered> {
  const { board } = leg.call;
  const address = addressFor('partialgather', 'Gather', attributes, base);
  const pieces = address === undefined ? [] : partial;
  const endsAt = board.clock.now + milliseconds;
  for (const [index, piece] of pieces.entries()) {
    const rest = (milliseconds * (pieces.length - index)) / (pieces.length + 1);
    await leg.wait(endsAt - rest - board.clock.now);
    board.follow('gather.partial');
    deliverInBackground(leg, address, partialGatherEvent(leg, piece));
  }
  await leg.wait(endsAt - board.clock.now);
  return { ...NOTHING, text: words ?? '' };
}
