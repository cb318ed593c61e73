// Varying text and numbers: sentences composed of names, amounts and dates.
import { Hangup, Pause, Response, SendDtmf, SpeakSentence, Tag } from 'bxml-jsx';
import type { Call, Item } from './call.js';
import { text } from './values.js';

const balance = ({ name, balance, points, date }: Call) => (
  <Response>
    <SpeakSentence voice="julie">
      {text(name)}, your balance on {text(date)} is {balance} dollars. You have {points} points.
    </SpeakSentence>
  </Response>
);

const passcode = ({ code, minutes, company }: Call) => (
  <Response>
    <SpeakSentence>
      Your code for {text(company)} is {text(code.split('').join(', '))}. It is valid for {minutes} minutes.
    </SpeakSentence>
    <Pause duration={minutes} />
    <SpeakSentence>Once more: {text(code.split('').join(', '))}.</SpeakSentence>
    <Hangup />
  </Response>
);

const position = ({ waiting, minutes, name, lines }: Call) => (
  <Response>
    <SpeakSentence voice="paul">Thank you for waiting, {text(name)}.</SpeakSentence>
    <SpeakSentence voice="paul">
      There {waiting === 1 ? 'is one caller' : `are ${waiting} callers`} before you, which takes about {minutes}
      {' minutes.'}
    </SpeakSentence>
    <SpeakSentence voice="paul">{text(lines[0] ?? '')}</SpeakSentence>
    <Pause duration={minutes * 2} />
  </Response>
);

const Position = ({ item, number }: { item: Item; number: number }) => (
  <SpeakSentence voice="kate">
    Item {number}: {item.count} times {text(item.title)}, at {item.price} dollars each.
  </SpeakSentence>
);

const order = ({ items, name, balance, date }: Call) => (
  <Response>
    <SpeakSentence voice="kate">
      The order of {text(name)}, {text(date)}, {balance} dollars in all.
    </SpeakSentence>
    {items.slice(0, 120).map((item, index) => (
      <>
        <Position item={item} number={index + 1} />
        {item.note !== null && <SpeakSentence voice="kate">A note on it: {text(item.note)}</SpeakSentence>}
        <Pause duration={item.count / 10} />
      </>
    ))}
  </Response>
);

const directory = ({ lines, agents, company }: Call) => (
  <Response>
    {agents.map((agent) => (
      <SpeakSentence>
        {text(agent.name)} of {text(company)} has desk {agent.desk}.
      </SpeakSentence>
    ))}
    {lines.slice(0, 250).map((line) => (
      <SpeakSentence>{text(line)}</SpeakSentence>
    ))}
  </Response>
);

const dialed = ({ items }: Call) => (
  <Response>
    {items.slice(0, 150).map((item, index) => (
      <>
        <SendDtmf>{text(item.id)}</SendDtmf>
        <Tag>
          step {index} of {items.length}
        </Tag>
      </>
    ))}
  </Response>
);

export const documents = { balance, passcode, position, order, directory, dialed };
