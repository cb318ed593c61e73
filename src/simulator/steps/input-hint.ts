import type { RecordedLeg, SubjectRecord } from '../calls/call-record.js';
import type { StoredDocument } from '../documents/answered-document.js';

/** What a step enters: `press` keys, `says` and `speaksFor` speech. */
type Input = 'dtmf' | 'speech';

const fixes = {
  dtmf: 'listened for speech, not for keys: set its input to "dtmf_speech" or "dtmf", or use call.says',
  speech: 'listened for keys, not for speech: set its input to "dtmf_speech" or "speech", or use call.press',
} as const;

/**
 * Returns a function that finds the hint for a step that could not enter keys or speech: the `Gather` verbs of its leg, from
 * now on, listened only for the other input.
 */
export function inputHint(record: SubjectRecord, leg: RecordedLeg, input: Input): () => string | undefined {
  const documents = (): readonly StoredDocument[] => record.documents.filter((each) => each.leg === leg.name);
  const current = Math.max(0, documents().length - 1);
  return () => {
    const verbs = documents()
      .slice(current)
      .flatMap(({ parsed }) => parsed);
    const inputs = verbs.filter(({ name }) => name === 'Gather').map(({ attributes }) => attributes.input ?? 'dtmf');
    const isMissed = inputs.length > 0 && inputs.every((each) => each !== input && each !== 'dtmf_speech');
    return isMissed ? `the <Gather> ${fixes[input]}` : undefined;
  };
}
