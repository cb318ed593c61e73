import { attribute, declaration, list, text } from './floor.mjs';

const voices = { en: 'julie', es: 'esperanza', fr: 'jolie' };
const greetings = { en: 'Welcome', es: 'Bienvenido', fr: 'Bonjour' };

const greeting = ({ recorded, language, name, vip }) =>
  `${recorded ? '<SpeakSentence voice="julie">This call is recorded.</SpeakSentence>' : ''}<SpeakSentence voice="${voices[language]}">${greetings[language]}, ${text(name)}!</SpeakSentence>${vip ? '<PlayAudio>/sounds/vip.wav</PlayAudio>' : ''}`;

const welcome = (call) =>
  `${declaration}<Response>${greeting(call)}<Redirect redirectUrl="${attribute(`/menu?call=${call.callId}&vip=${call.vip}`)}"/></Response>`;

const readBack = ({ code, date, company }) =>
  `${declaration}<Response><SpeakSentence voice="ruth">Your code is <say-as interpret-as="characters">${text(code)}</say-as><break time="500ms"/>valid until <say-as interpret-as="date" format="ymd">${text(date)}</say-as>, says <emphasis level="strong">${text(company)}</emphasis>.</SpeakSentence><Hangup/></Response>`;

const teamMenu = ({ callId, language, agents }) =>
  `${declaration}<Response><Gather gatherUrl="${attribute(`/calls/${callId}/team?language=${language}&page=1`)}" maxDigits="1">${list(agents, ({ name }, index) => `<SpeakSentence voice="${voices[language]}">${text(name)}: ${index + 1}.</SpeakSentence>`)}</Gather></Response>`;

const feedback = ({ callId, language, name, balance, agents, items }) =>
  `${declaration}<Response><Whisper volume="3" to="agent">${text(name)} is on the line</Whisper><Survey surveyUrl="${attribute(`/surveys/${callId}?language=${language}&source=phone`)}" language="${attribute(language)}" reward="${balance}" anonymous="false">${list(
    agents.slice(0, 3),
    (agent) =>
      `<Question id="${attribute(`agent-${agent.desk}`)}" choices="5">How was ${text(agent.name)} of ${text(agent.team)}?</Question>`,
  )}${list(items.slice(0, 4), ({ id, title }) => `<Question id="${attribute(id)}">Are you content with ${text(title)}?</Question>`)}</Survey></Response>`;

const support = (call) =>
  `${declaration}<Response><StartRecording recordingAvailableUrl="${attribute(`/recordings/${call.callId}?name=support`)}" fileFormat="mp3"/>${greeting(call)}${call.waiting > 5 ? `<SpeakSentence><prosody rate="slow">There are ${call.waiting} callers before you.</prosody></SpeakSentence>` : '<Pause duration="1"/>'}<PauseRecording/><PlayAudio>${text(`https://media.blueharbor.example/${call.language}/consent.wav`)}</PlayAudio><ResumeRecording/><Transfer transferCallerId="${attribute(call.from)}" transferCompleteUrl="/transferred" tag="${attribute(call.name)}">${list(
    call.agents.filter(({ desk }) => desk % 2 === 0).slice(0, 4),
    ({ number, desk }) =>
      `<PhoneNumber transferAnswerUrl="${attribute(`/whisper?desk=${desk}&call=${call.callId}`)}">${text(number)}</PhoneNumber>`,
  )}<PhoneNumber>+15550100</PhoneNumber></Transfer></Response>`;

const entry = ({ title, note }, index) =>
  `<SpeakSentence voice="kate"><s>Entry ${index + 1}, <emphasis level="moderate">${text(title)}</emphasis>.</s><break strength="strong"/>${note === null ? 'No note.' : `<prosody volume="soft">${text(note)}</prosody>`}</SpeakSentence>${index % 10 === 9 ? `<PlayAudio>${text(`/sounds/chapter-${(index + 1) / 10}.wav`)}</PlayAudio><Pause duration="0.5"/>` : ''}`;

const agenda = (call) =>
  `${declaration}<Response>${greeting(call)}${list(call.items.slice(0, 90), entry)}<Redirect redirectUrl="${attribute(`/agenda?call=${call.callId}&page=2`)}"/></Response>`;

const bulletin = ({ callId, lines, agents, vip }) =>
  `${declaration}<Response>${list(
    lines.slice(0, 80),
    (line, index) =>
      `<PlayAudio>https://media.blueharbor.example/sounds/news.wav</PlayAudio>${vip && index % 8 === 0 ? `<Whisper volume="${index % 10}">${text(line)}</Whisper>` : ''}<SpeakSentence voice="${index % 3 === 0 ? 'paul' : 'julie'}">${text(line)}</SpeakSentence>${
        index % 5 === 0
          ? `<Transfer tag="${attribute(`news ${index} for ${callId}`)}">${list(agents.slice(0, 2), ({ number }) => `<PhoneNumber transferDisconnectUrl="${attribute(`/left?call=${callId}&news=${index}`)}">${text(number)}</PhoneNumber>`)}</Transfer>`
          : ''
      }`,
  )}</Response>`;

export const documents = { welcome, readBack, teamMenu, feedback, support, agenda, bulletin };
