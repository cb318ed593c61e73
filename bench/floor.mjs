// The floor: a hand-written template literal with the escaping that a document needs, and no checks.
const special = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const specialInAttribute = /[&<>"\t\n\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

function escapeFrom(first, text, inAttribute) {
  let out = '';
  let written = 0;
  for (let index = first; index < text.length; index++) {
    let reference;
    switch (text.charCodeAt(index)) {
      case 38:
        reference = '&amp;';
        break;
      case 60:
        reference = '&lt;';
        break;
      case 62:
        reference = '&gt;';
        break;
      case 13:
        reference = '&#13;';
        break;
      case 34:
        if (inAttribute) reference = '&quot;';
        break;
      case 9:
        if (inAttribute) reference = '&#9;';
        break;
      case 10:
        if (inAttribute) reference = '&#10;';
        break;
    }
    if (reference === undefined) continue;
    out += text.slice(written, index) + reference;
    written = index + 1;
  }
  return out + text.slice(written);
}
const text = (value) => {
  const first = value.search(special);
  return first === -1 ? value : escapeFrom(first, value, false);
};
const attribute = (value) => {
  const first = value.search(specialInAttribute);
  return first === -1 ? value : escapeFrom(first, value, true);
};

const greeting = (name) =>
  `<SpeakSentence voice="julie">Welcome back, ${text(name)}. This call may be recorded.</SpeakSentence>`;
const choice = (digit, label) => `<SpeakSentence voice="julie">For ${text(label)}, press ${digit}.</SpeakSentence>`;
const leg = (number, index) =>
  `<PhoneNumber transferAnswerUrl="/whisper" transferDisconnectUrl="/left" tag="${attribute(`leg-${index}`)}">${text(number)}</PhoneNumber>`;
const line = (value, index) => `<SpeakSentence voice="julie">Item ${index}: ${text(value)}</SpeakSentence>`;

export const documents = {
  menu: ({ name, from, lines }) =>
    `${declaration}<Response>${greeting(name)}<PlayAudio>https://media.example/jingle.wav</PlayAudio><Gather gatherUrl="/menu" gatherMethod="POST" maxDigits="1" firstDigitTimeout="8" repeatCount="2" tag="${attribute(from)}">${choice(1, lines[0])}${choice(2, lines[1])}<SpeakSentence voice="julie">To hear this again, stay on the line.</SpeakSentence></Gather></Response>`,
  transfer: ({ name, from, numbers }) =>
    `${declaration}<Response>${greeting(name)}<Transfer transferCallerId="${attribute(from)}" callTimeout="20" transferCompleteUrl="/done" tag="${attribute(name)}">${numbers.map(leg).join('')}</Transfer></Response>`,
  verbs: ({ lines }) => {
    let out = `${declaration}<Response>`;
    for (let index = 0; index < lines.length; index++) out += line(lines[index], index);
    return `${out}</Response>`;
  },
};
