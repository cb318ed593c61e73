// Verbs that an application defines. For libraries whose elements are plain names, these are names too.
import { defineVerb, oneOf } from 'bxml-jsx';

export const Whisper = defineVerb('Whisper', {
  attributes: {
    volume: { type: 'integer', min: 0, max: 10, required: true },
    to: oneOf(['caller', 'agent']),
  },
  content: 'text',
});

export const Survey = defineVerb('Survey', {
  attributes: {
    surveyUrl: { type: 'url', required: true },
    language: { type: 'string', maxLength: 10 },
    reward: { type: 'decimal', min: 0 },
    anonymous: { type: 'boolean' },
  },
  content: 'verbs',
  children: { Question: { min: 1 } },
});

export const Question = defineVerb('Question', {
  attributes: { id: { type: 'string', required: true }, choices: { type: 'integer', min: 2, max: 9 } },
  content: 'text',
  parents: ['Survey'],
});
