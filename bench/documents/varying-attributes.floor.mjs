import { attribute, declaration, list, text } from './floor.mjs';

const redirect = ({ callId, attempt, language, name }) =>
  `${declaration}<Response><Redirect redirectUrl="${attribute(`/calls/${callId}/next?attempt=${attempt}&language=${language}`)}" redirectFallbackUrl="${attribute(`https://backup.blueharbor.example/calls/${callId}?attempt=${attempt}`)}" tag="${attribute(`caller: ${name}`)}"/></Response>`;

const enterConference = ({ callId, code, language, attempt, vip }) =>
  `${declaration}<Response><PlayAudio>${text(`https://media.blueharbor.example/${language}/welcome.wav?call=${callId}`)}</PlayAudio><Conference mute="${!vip}" conferenceEventUrl="${attribute(`/conferences/${code}/events?call=${callId}&attempt=${attempt}`)}" callbackTimeout="${attempt + 1.5}" tag="${attribute(`room-${code}`)}">${text(`room-${code}`)}</Conference></Response>`;

const askForPin = ({ callId, attempt, language, waiting, minutes, code }) =>
  `${declaration}<Response><Gather gatherUrl="${attribute(`/calls/${callId}/pin?attempt=${attempt}&expected=${code.length}`)}" gatherFallbackUrl="${attribute(`https://backup.blueharbor.example/calls/${callId}/pin`)}" maxDigits="${code.length}" firstDigitTimeout="${minutes}" interDigitTimeout="${attempt}" repeatCount="${1 + (waiting % 3)}" tag="${attribute(`pin/${attempt}/${language}`)}"><PlayAudio>${text(`/prompts/${language}/pin-${attempt}.wav?a=1&b=${waiting}`)}</PlayAudio><SpeakSentence voice="${attempt === 1 ? 'kate' : 'ruth'}">Please enter your pin.</SpeakSentence></Gather></Response>`;

const ringTeam = ({ callId, from, name, company, attempt, agents }) =>
  `${declaration}<Response><Transfer transferCallerId="${attribute(from)}" transferCallerDisplayName="${attribute(name)}" callTimeout="${15 + attempt}" transferCompleteUrl="${attribute(`/calls/${callId}/transferred?attempt=${attempt}&from=${from.slice(1)}`)}" tag="${attribute(`${company}: ${name}`)}">${list(
    agents,
    (agent) =>
      `<PhoneNumber transferAnswerUrl="${attribute(`/calls/${callId}/whisper?desk=${agent.desk}&team=${agent.team}`)}" transferDisconnectUrl="${attribute(`/calls/${callId}/left?desk=${agent.desk}`)}" tag="${attribute(`${agent.team}/${agent.name}`)}">${text(agent.number)}</PhoneNumber>`,
  )}</Transfer></Response>`;

const leg = (callId, agent, round) =>
  `<SipUri uui="${attribute(`desk-${agent.desk}-${round};encoding=base64`)}" transferAnswerUrl="${attribute(`/calls/${callId}/answered?round=${round}&desk=${agent.desk}`)}">${text(`sip:${agent.desk}@pbx.blueharbor.example`)}</SipUri>`;

const hunt = ({ callId, from, agents, items }) =>
  `${declaration}<Response>${list(
    items.slice(0, 28),
    (item, round) =>
      `<Transfer transferCallerId="${attribute(from)}" callTimeout="${10 + round}" tag="${attribute(`${item.id}: round ${round}`)}">${list(agents.slice(0, 6), (agent) => leg(callId, agent, round))}</Transfer><Ring duration="${item.count / 4}" answerCall="${round === 0}"/>`,
  )}<Redirect redirectUrl="${attribute(`/calls/${callId}/nobody?from=${from.slice(1)}&rounds=28`)}"/></Response>`;

const playlist = ({ callId, language, name, items }) =>
  `${declaration}<Response><StartStream name="${attribute(`stream-${callId}`)}" destination="${attribute(`wss://media.blueharbor.example/streams/${callId}?language=${language}`)}" streamEventUrl="${attribute(`/streams/${callId}/events?language=${language}&kind=audio`)}"><StreamParam name="caller" value="${attribute(name)}"/><StreamParam name="language" value="${attribute(language)}"/></StartStream>${list(
    items.slice(0, 100),
    (item, index) =>
      `<PlayAudio username="${attribute(`user-${item.id}`)}">${text(`https://media.blueharbor.example/${language}/${item.id}.mp3?call=${callId}&track=${index}`)}</PlayAudio><Pause duration="${item.count / 8}"/>${index % 4 === 0 ? `<SendDtmf toneDuration="${100 + item.count}">${text(item.id)}</SendDtmf>` : ''}`,
  )}</Response>`;

export const documents = { redirect, enterConference, askForPin, ringTeam, hunt, playlist };
