import { declaration, list, text } from './floor.mjs';

const balance = ({ name, balance, points, date }) =>
  `${declaration}<Response><SpeakSentence voice="julie">${text(name)}, your balance on ${text(date)} is ${balance} dollars. You have ${points} points.</SpeakSentence></Response>`;

const passcode = ({ code, minutes, company }) =>
  `${declaration}<Response><SpeakSentence>Your code for ${text(company)} is ${text(code.split('').join(', '))}. It is valid for ${minutes} minutes.</SpeakSentence><Pause duration="${minutes}"/><SpeakSentence>Once more: ${text(code.split('').join(', '))}.</SpeakSentence><Hangup/></Response>`;

const position = ({ waiting, minutes, name, lines }) =>
  `${declaration}<Response><SpeakSentence voice="paul">Thank you for waiting, ${text(name)}.</SpeakSentence><SpeakSentence voice="paul">There ${waiting === 1 ? 'is one caller' : `are ${waiting} callers`} before you, which takes about ${minutes} minutes.</SpeakSentence><SpeakSentence voice="paul">${text(lines[0])}</SpeakSentence><Pause duration="${minutes * 2}"/></Response>`;

const order = ({ items, name, balance, date }) =>
  `${declaration}<Response><SpeakSentence voice="kate">The order of ${text(name)}, ${text(date)}, ${balance} dollars in all.</SpeakSentence>${list(
    items.slice(0, 120),
    (item, index) =>
      `<SpeakSentence voice="kate">Item ${index + 1}: ${item.count} times ${text(item.title)}, at ${item.price} dollars each.</SpeakSentence>${item.note === null ? '' : `<SpeakSentence voice="kate">A note on it: ${text(item.note)}</SpeakSentence>`}<Pause duration="${item.count / 10}"/>`,
  )}</Response>`;

const directory = ({ lines, agents, company }) =>
  `${declaration}<Response>${list(
    agents,
    (agent) => `<SpeakSentence>${text(agent.name)} of ${text(company)} has desk ${agent.desk}.</SpeakSentence>`,
  )}${list(lines.slice(0, 250), (line) => `<SpeakSentence>${text(line)}</SpeakSentence>`)}</Response>`;

const dialed = ({ items }) =>
  `${declaration}<Response>${list(
    items.slice(0, 150),
    (item, index) => `<SendDtmf>${text(item.id)}</SendDtmf><Tag>step ${index} of ${items.length}</Tag>`,
  )}</Response>`;

export const documents = { balance, passcode, position, order, directory, dialed };
