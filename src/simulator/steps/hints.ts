// Hints in the errors of steps that wait for words, or that enter keys or speech.
import type { SimulatedCall } from '../calls/call.js';
import type { RecordedLeg, SubjectRecord } from '../calls/call-record.js';
import type { HeardPrompt } from '../calls/hearing.js';
import type { StoredDocument } from '../documents/answered-document.js';
import { hasWords, matches, shownPrompt, textOf } from './prompt-words.js';
import type { CallErrorCode } from './step.js';

/** Returns a hint if one of the prompts has the words in another letter case; otherwise `undefined`. */
export function caseHint(prompts: readonly HeardPrompt[], words: string | RegExp): string | undefined {
  const similar = prompts.find((prompt) => !matches(prompt, words) && hasWordsInAnyCase(textOf(prompt), words));
  if (similar === undefined) return undefined;
  const fix =
    typeof words === 'string'
      ? 'use the same letter case, or pass a regular expression with the i flag'
      : 'add the i flag to the regular expression';
  return `${shownPrompt(similar)} was heard, which differs only in letter case: ${fix}`;
}

function hasWordsInAnyCase(text: string, words: string | RegExp): boolean {
  if (typeof words === 'string') return text.toLowerCase().includes(words.toLowerCase());
  if (words.ignoreCase) return false;
  return hasWords(text, new RegExp(words.source, `${words.flags}i`));
}

/** Returns a hint if another party of the room has said the words, and this one could not hear it. */
export function unheardHint(call: SimulatedCall, words: string | RegExp): string | undefined {
  const others = call.room?.othersThan(call) ?? [];
  for (const { label, name, record } of others) {
    const isUnheard = record.timeline.some(
      (entry) =>
        entry.kind === 'words' &&
        entry.leg === name &&
        entry.heardBy?.includes(call.label) === false &&
        hasWords(entry.text, words),
    );
    if (isUnheard)
      return `${label} said it, but ${call.label} could not hear that: see who is muted, on hold or coaching`;
  }
  return undefined;
}

/** What a step enters: `press` keys, `says` and `speaksFor` speech. */
type Input = 'dtmf' | 'speech';

const fixes = {
  dtmf: 'listened for speech, not for keys: set its input to "dtmf_speech" or "dtmf", or use call.says',
  speech: 'listened for keys, not for speech: set its input to "dtmf_speech" or "speech", or use call.press',
} as const;

/**
 * Returns a function that finds the hint for a step that could not enter keys or speech: the `Gather` verbs of its leg, from
 * now on, listened only for the other input; or the party was in a conversation, in which no verb listens.
 */
export function inputHint(call: SimulatedCall, input: Input): (code: CallErrorCode) => string | undefined {
  const documents = documentsOf(call.record, call);
  const current = Math.max(0, documents().length - 1);
  const wasConnected = call.isConnected;
  return (code) => {
    const verbs = documents()
      .slice(current)
      .flatMap(({ parsed }) => parsed);
    const inputs = verbs.filter(({ name }) => name === 'Gather').map(({ attributes }) => attributes.input ?? 'dtmf');
    const isMissed = inputs.length > 0 && inputs.every((each) => each !== input && each !== 'dtmf_speech');
    if (isMissed) return `the <Gather> ${fixes[input]}`;
    if (code !== 'call.over' && code !== 'call.timeout') return undefined;
    if (input === 'speech') return 'nothing listened to what it says; says(…, { now: true }) speaks anyway';
    return wasConnected
      ? 'no other party hears its keys, and in a conversation only a <StartGather> before it reports keys; press(…, { now: true }) presses them anyway'
      : undefined;
  };
}

const documentsOf =
  (record: SubjectRecord, leg: RecordedLeg): (() => readonly StoredDocument[]) =>
  () =>
    record.documents.filter((each) => each.leg === leg.name);
