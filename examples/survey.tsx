// A survey in three languages: the caller chooses one, rates the service by key or speech, and says what to improve.
import { createContext, Gather, Hangup, Response, SpeakSentence, useContext } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

const languages = {
  en: {
    voice: 'julie',
    speech: 'en-US',
    numbers: 'one, two, three, four, five',
    choose: 'For English, press 1.',
    rate: 'How was our service? Press or say a number from 1 to 5. 5 is the best.',
    sorry: 'Sorry, we did not get a number from 1 to 5.',
    improve: 'What can we do better?',
    goodbye: 'Thank you. Goodbye.',
  },
  es: {
    voice: 'lupe',
    speech: 'es-US',
    numbers: 'uno, dos, tres, cuatro, cinco',
    choose: 'Para español, oprima el 2.',
    rate: '¿Cómo fue nuestro servicio? Oprima o diga un número del 1 al 5. El 5 es el mejor.',
    sorry: 'Disculpe, no recibimos un número del 1 al 5.',
    improve: '¿Qué podemos mejorar?',
    goodbye: 'Gracias. Adiós.',
  },
  fr: {
    voice: 'gabrielle',
    speech: 'fr-CA',
    numbers: 'un, deux, trois, quatre, cinq',
    choose: 'Pour le français, appuyez sur le 3.',
    rate: 'Comment était notre service ? Appuyez sur un chiffre de 1 à 5, ou dites-le. Le 5 est le meilleur.',
    sorry: 'Désolé, nous n’avons pas reçu de chiffre de 1 à 5.',
    improve: 'Que pouvons-nous améliorer ?',
    goodbye: 'Merci. Au revoir.',
  },
} as const;

type LanguageId = keyof typeof languages;
const languageIds = ['en', 'es', 'fr'] as const satisfies readonly LanguageId[];
const Language = createContext<LanguageId>('en');

/** Says a sentence in the language of the context. */
const Say = ({ sentence }: { sentence: 'choose' | 'rate' | 'sorry' | 'improve' | 'goodbye' }) => {
  const language = languages[useContext(Language)];
  return <SpeakSentence voice={language.voice}>{language[sentence]}</SpeakSentence>;
};

/** Asks a question. The tag holds the question and the language, so the server keeps no state. */
const Ask = ({ question }: { question: 'rate' | 'rate-again' | 'improve' }) => {
  const id = useContext(Language);
  const { speech, numbers } = languages[id];
  const listen =
    question === 'improve'
      ? ({ input: 'speech', speechTimeout: 8 } as const)
      : ({ input: 'dtmf_speech', maxDigits: 1, hints: numbers } as const);
  return (
    <Gather gatherUrl="/survey" {...listen} language={speech} tag={`${question} ${id}`}>
      {question === 'rate-again' && <Say sentence="sorry" />}
      <Say sentence={question === 'improve' ? 'improve' : 'rate'} />
    </Gather>
  );
};

const Goodbye = () => (
  <>
    <Say sentence="goodbye" />
    <Hangup />
  </>
);

/** Returns the first number from 1 to 5 in an answer such as `4`, `a four` or `cuatro`. */
const ratingOf = (id: LanguageId, answer: string): number | undefined =>
  answer
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .map((word) => (/^[1-5]$/.test(word) ? Number(word) : languages[id].numbers.split(', ').indexOf(word) + 1))
    .find((rating) => rating > 0);

/** The answer to one question. Its event may be sent twice, so store answers by `callId`. */
export interface Answer {
  readonly callId: string;
  readonly language: LanguageId;
  readonly rating?: number;
  readonly improvement?: string;
}

/** Returns a fetch handler that answers calls with the survey. `save` is called once per answered question. */
export const survey = (save: (answer: Answer) => Promise<void>) =>
  webhooks({
    initiate: () => (
      <Response>
        <Gather gatherUrl="/survey" maxDigits={1} tag="language">
          {languageIds.map((id) => (
            <Language.Provider key={id} value={id}>
              <Say sentence="choose" />
            </Language.Provider>
          ))}
        </Gather>
      </Response>
    ),

    async gather({ callId, digits = '', text = '', tag }) {
      const [question = '', id] = (tag ?? '').split(' ');
      // A caller who chooses no language gets English.
      const language = languageIds.find((each) => each === id) ?? languageIds[Number(digits) - 1] ?? 'en';
      const rating = question.startsWith('rate') ? ratingOf(language, `${digits} ${text}`) : undefined;
      if (rating !== undefined) await save({ callId, language, rating });
      if (question === 'improve' && text !== '') await save({ callId, language, improvement: text });
      const isRated = rating !== undefined || question === 'rate-again';
      const next = isRated ? 'improve' : question === 'rate' ? 'rate-again' : 'rate';
      return (
        <Response>
          <Language.Provider value={language}>
            {question === 'improve' ? <Goodbye /> : <Ask question={next} />}
          </Language.Provider>
        </Response>
      );
    },
    disconnect: () => undefined,
  });
