import type { RuleCase } from '../rule-cases.js';
import { accidentCases } from './accidental-values.js';
import { backgroundCases } from './background.js';
import { conferenceCases } from './conference-and-bridge.js';
import { contextCases } from './contexts.js';
import { documentCases } from './documents.js';
import { forwardCases } from './forward-redirect-refer.js';
import { gatherCases } from './gather.js';
import { generalCases } from './general.js';
import { recordingCases } from './record-and-recordings.js';
import { speechCases } from './speech.js';
import { streamCases } from './streams-and-transcriptions.js';
import { tagCases } from './tag-and-empty-verbs.js';
import { timingCases } from './timing.js';
import { transferCases } from './transfer-and-legs.js';

/** All tables of cases. */
export const tables: Readonly<Record<string, readonly RuleCase[]>> = {
  documents: documentCases,
  'contexts other than a call': contextCases,
  'any element': generalCases,
  'gathering digits and speech': gatherCases,
  recording: recordingCases,
  'transfers and their legs': transferCases,
  'forward, redirect, refer': forwardCases,
  'conferences, bridges, endpoints': conferenceCases,
  'streams and transcriptions': streamCases,
  'background verbs': backgroundCases,
  'accidental values': accidentCases,
  'speech and audio': speechCases,
  'pauses, rings, tones': timingCases,
  'tags and empty verbs': tagCases,
};
