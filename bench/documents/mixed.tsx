// Mixed: components within components, fragments, lists, conditions, context, SSML and custom verbs.
import {
  createContext,
  type ElementsOnly,
  Gather,
  Hangup,
  Pause,
  PauseRecording,
  PhoneNumber,
  PlayAudio,
  Redirect,
  Response,
  ResumeRecording,
  SpeakSentence,
  StartRecording,
  Transfer,
  useContext,
} from 'bxml-jsx';
import type { Call, Item, Language } from './call.js';
import { Question, Survey, Whisper } from './custom-verbs.js';
import { attribute, flag, text } from './values.js';

const voices = { en: 'julie', es: 'esperanza', fr: 'jolie' } as const;
const greetings = { en: 'Welcome', es: 'Bienvenido', fr: 'Bonjour' };

const Greeting = ({ call }: { call: Call }) => (
  <>
    {call.recorded ? <SpeakSentence voice="julie">This call is recorded.</SpeakSentence> : null}
    <SpeakSentence voice={voices[call.language]}>
      {greetings[call.language]}, {text(call.name)}!
    </SpeakSentence>
    {call.vip && <PlayAudio>/sounds/vip.wav</PlayAudio>}
  </>
);

const welcome = (call: Call) => (
  <Response>
    <Greeting call={call} />
    <Redirect redirectUrl={attribute(`/menu?call=${call.callId}&vip=${call.vip}`)} />
  </Response>
);

const readBack = ({ code, date, company }: Call) => (
  <Response>
    <SpeakSentence voice="ruth">
      Your code is <say-as interpret-as="characters">{text(code)}</say-as>
      <break time="500ms" />
      valid until{' '}
      <say-as interpret-as="date" format="ymd">
        {text(date)}
      </say-as>
      , says <emphasis level="strong">{text(company)}</emphasis>.
    </SpeakSentence>
    <Hangup />
  </Response>
);

// The language as a context. Libraries without context get the same document with the language passed down in props.
const LanguageOfCall = createContext<Language>('en');

const Prompt = ({ language, label, digit }: { language: Language; label: string; digit: number }) => (
  <SpeakSentence voice={voices[language]}>
    {text(label)}: {digit}.
  </SpeakSentence>
);
const ContextPrompt = ({ label, digit }: { label: string; digit: number }) => (
  <Prompt language={useContext(LanguageOfCall)} label={label} digit={digit} />
);

const teamMenu = ({ callId, language, agents }: Call) => (
  <Response>
    <LanguageOfCall.Provider value={language}>
      <Gather gatherUrl={attribute(`/calls/${callId}/team?language=${language}&page=1`)} maxDigits={1}>
        {agents.map((agent, index) => (
          <ContextPrompt label={agent.name} digit={index + 1} />
        ))}
      </Gather>
    </LanguageOfCall.Provider>
  </Response>
);

const teamMenuByProps = ({ callId, language, agents }: Call) => (
  <Response>
    <Gather gatherUrl={attribute(`/calls/${callId}/team?language=${language}&page=1`)} maxDigits={1}>
      {agents.map((agent, index) => (
        <Prompt language={language} label={agent.name} digit={index + 1} />
      ))}
    </Gather>
  </Response>
);

const feedback = ({ callId, language, name, balance, agents, items }: Call) => (
  <Response>
    <Whisper volume={3} to="agent">
      {text(name)} is on the line
    </Whisper>
    <Survey
      surveyUrl={attribute(`/surveys/${callId}?language=${language}&source=phone`)}
      language={attribute(language)}
      reward={balance}
      anonymous={flag(false)}
    >
      {agents.slice(0, 3).map((agent) => (
        <Question id={attribute(`agent-${agent.desk}`)} choices={5}>
          How was {text(agent.name)} of {text(agent.team)}?
        </Question>
      ))}
      {items.slice(0, 4).map((item) => (
        <Question id={attribute(item.id)}>Are you content with {text(item.title)}?</Question>
      ))}
    </Survey>
  </Response>
);

const support = (call: Call) => (
  <Response>
    <StartRecording recordingAvailableUrl={attribute(`/recordings/${call.callId}?name=support`)} fileFormat="mp3" />
    <Greeting call={call} />
    {call.waiting > 5 ? (
      <SpeakSentence>
        <prosody rate="slow">There are {call.waiting} callers before you.</prosody>
      </SpeakSentence>
    ) : (
      <Pause duration={1} />
    )}
    <PauseRecording />
    <PlayAudio>{text(`https://media.blueharbor.example/${call.language}/consent.wav`)}</PlayAudio>
    <ResumeRecording />
    <Transfer transferCallerId={attribute(call.from)} transferCompleteUrl="/transferred" tag={attribute(call.name)}>
      {call.agents
        .filter(({ desk }) => desk % 2 === 0)
        .slice(0, 4)
        .map(({ number, desk }) => (
          <PhoneNumber transferAnswerUrl={attribute(`/whisper?desk=${desk}&call=${call.callId}`)}>
            {text(number)}
          </PhoneNumber>
        ))}
      <PhoneNumber>+15550100</PhoneNumber>
    </Transfer>
  </Response>
);

const Entry = ({ item, index }: { item: Item; index: number }) => (
  <>
    <SpeakSentence voice="kate">
      <s>
        Entry {index + 1}, <emphasis level="moderate">{text(item.title)}</emphasis>.
      </s>
      <break strength="strong" />
      {item.note === null ? 'No note.' : <prosody volume="soft">{text(item.note)}</prosody>}
    </SpeakSentence>
    {index % 10 === 9 ? <Chapter number={(index + 1) / 10} /> : null}
  </>
);
const Chapter = ({ number }: { number: number }) => (
  <>
    <PlayAudio>{text(`/sounds/chapter-${number}.wav`)}</PlayAudio>
    <Pause duration={0.5} />
  </>
);

const agenda = (call: Call) => (
  <Response>
    <Greeting call={call} />
    {call.items.slice(0, 90).map((item, index) => (
      <Entry item={item} index={index} />
    ))}
    <Redirect redirectUrl={attribute(`/agenda?call=${call.callId}&page=2`)} />
  </Response>
);

const News = ({ children }: { children: ElementsOnly }) => (
  <>
    <PlayAudio>https://media.blueharbor.example/sounds/news.wav</PlayAudio>
    {children}
  </>
);

const bulletin = ({ callId, lines, agents, vip }: Call) => (
  <Response>
    {lines.slice(0, 80).map((line, index) => (
      <News>
        {vip && index % 8 === 0 ? <Whisper volume={index % 10}>{text(line)}</Whisper> : null}
        <SpeakSentence voice={index % 3 === 0 ? 'paul' : 'julie'}>{text(line)}</SpeakSentence>
        {index % 5 === 0 && (
          <Transfer tag={attribute(`news ${index} for ${callId}`)}>
            {agents.slice(0, 2).map(({ number }) => (
              <PhoneNumber transferDisconnectUrl={attribute(`/left?call=${callId}&news=${index}`)}>
                {text(number)}
              </PhoneNumber>
            ))}
          </Transfer>
        )}
      </News>
    ))}
  </Response>
);

export const documents = { welcome, readBack, teamMenu, feedback, support, agenda, bulletin };

/** Rendered instead of a document by libraries without context. */
export const withoutContext = { teamMenu: teamMenuByProps };
