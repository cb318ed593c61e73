// The parts of generated documents: verbs, their attributes, and values that vary. Written by hand from the definitions
// of the verbs, so that generated documents are valid.

/** Kinds of attributes. `low` and `high` are limits of numbers, `values` those of enumerations. */
const url = { kind: 'url' };
const tag = { kind: 'text' };
const integer = (low, high) => ({ kind: 'integer', low, high });
const decimal = (low, high) => ({ kind: 'decimal', low, high });
const oneOf = (...values) => ({ kind: 'enum', values });
const flag = { kind: 'flag' };
const method = oneOf('GET', 'POST');

const leg = {
  transferAnswerUrl: url,
  transferAnswerMethod: method,
  transferDisconnectUrl: url,
  transferDisconnectMethod: method,
  tag,
};

/** `content` is the kind of content, `required` lists attributes that are always set, and one of `choices` is added. */
export const verbs = {
  SpeakSentence: {
    content: 'speech',
    choices: [
      {},
      { voice: oneOf('julie', 'paul', 'kate', 'ruth', 'bridget') },
      { gender: oneOf('male', 'female'), locale: oneOf('en_US', 'es', 'fr') },
    ],
  },
  PlayAudio: { content: 'audio', choices: [{}, {}, { username: tag, password: tag }] },
  Pause: { choices: [{ duration: decimal(1, 60) }] },
  Ring: { choices: [{ duration: decimal(1, 60), answerCall: flag }] },
  SendDtmf: { content: 'digits', choices: [{}, { toneDuration: integer(50, 5000), toneInterval: integer(50, 5000) }] },
  Tag: { content: 'words' },
  Whisper: { content: 'words', required: { volume: integer(0, 10) }, choices: [{ to: oneOf('caller', 'agent') }] },
  PhoneNumber: { content: 'number', choices: [leg] },
  SipUri: { content: 'sip', choices: [leg] },
  Transfer: {
    content: 'legs',
    choices: [
      {
        transferCallerId: { kind: 'number' },
        callTimeout: decimal(1, 300),
        diversionTreatment: oneOf('none', 'propagate', 'stack'),
        tag,
      },
    ],
  },
  Survey: {
    content: 'questions',
    required: { surveyUrl: url },
    choices: [{ language: oneOf('en', 'es'), reward: decimal(0, 100), anonymous: flag }],
  },
  Question: { content: 'words', required: { id: { kind: 'text' } }, choices: [{ choices: integer(2, 9) }] },
  StreamParam: { required: { name: { kind: 'constant' }, value: { kind: 'text' } } },
  StartStream: {
    content: 'params',
    required: { destination: { kind: 'wsUrl' } },
    choices: [
      {
        name: tag,
        mode: oneOf('unidirectional', 'bidirectional'),
        tracks: oneOf('inbound', 'outbound', 'both'),
        streamEventUrl: url,
        streamEventMethod: method,
      },
    ],
  },
  StartRecording: {
    choices: [
      { recordingAvailableUrl: url, transcribe: flag, fileFormat: oneOf('wav', 'mp3'), multiChannel: flag, tag },
    ],
  },
  Gather: {
    content: 'prompts',
    required: { gatherUrl: url },
    choices: [
      {
        gatherMethod: method,
        gatherFallbackUrl: url,
        maxDigits: integer(1, 50),
        firstDigitTimeout: decimal(0, 60),
        interDigitTimeout: decimal(1, 60),
        repeatCount: integer(1, 3),
        terminatingDigits: oneOf('#', '*', '#*'),
        tag,
      },
    ],
  },
  Record: {
    required: { recordCompleteUrl: url },
    choices: [
      {
        recordingAvailableUrl: url,
        transcribe: flag,
        maxDuration: integer(1, 10800),
        silenceTimeout: decimal(0, 600),
        fileFormat: oneOf('wav', 'mp3'),
        tag,
      },
    ],
  },
  Redirect: { required: { redirectUrl: url }, choices: [{ redirectMethod: method, redirectFallbackUrl: url, tag }] },
  Conference: {
    content: 'room',
    choices: [
      {
        mute: flag,
        hold: flag,
        conferenceEventUrl: url,
        conferenceEventMethod: method,
        callbackTimeout: decimal(1, 25),
        tag,
      },
    ],
  },
  Hangup: {},
};

/** Verbs for the start, the middle, and the end of a document. */
export const startVerbs = ['StartStream', 'StartRecording'];
export const bodyVerbs =
  'SpeakSentence SpeakSentence SpeakSentence PlayAudio PlayAudio Pause Pause Ring SendDtmf Tag Whisper Transfer'.split(
    ' ',
  );
export const onceVerbs = ['Survey'];
export const endVerbs = ['Gather', 'Gather', 'Record', 'Redirect', 'Redirect', 'Conference', 'Hangup'];

/** Expressions for values that vary: of the whole call, and of the current value of a list. */
export const ofCall = {
  texts: ['call.name', 'call.company', 'call.language', 'call.code', 'call.date'],
  words: ['call.callId', 'call.language', 'call.code', 'call.date'],
  numbers: ['call.attempt', 'call.waiting', 'call.points'],
  decimals: ['call.balance', 'call.minutes'],
  flags: ['call.vip', 'call.recorded'],
};
export const lists = {
  items: {
    values: 'call.items',
    most: 60,
    texts: ['item.title', 'item.id'],
    words: ['item.id'],
    numbers: ['item.count', 'index'],
    decimals: ['item.price'],
    flags: ['item.note === null', 'index % 3 === 0'],
    parameter: 'item',
  },
  agents: {
    values: 'call.agents',
    most: 8,
    texts: ['agent.name', 'agent.team'],
    words: ['agent.desk'],
    numbers: ['agent.desk', 'index'],
    decimals: ['agent.desk / 8'],
    flags: ['agent.desk % 2 === 0'],
    parameter: 'agent',
  },
  lines: {
    values: 'call.lines',
    most: 80,
    texts: ['line'],
    words: ['index'],
    numbers: ['index', 'line.length'],
    decimals: ['line.length / 4'],
    flags: ['index % 4 === 0'],
    parameter: 'line',
  },
};

export const phrases =
  'Welcome|Thank you for calling|Please hold the line|Your call is important to us|One moment|Please press a key|The line is busy|Good morning|We will call you back|Our offices are closed|Please say your name|The next step is|An agent will be with you shortly'.split(
    '|',
  );
export const paths =
  'menu|answered|gathered|done|left|whisper|status|recorded|next|agents/ring|v2/events|fallback'.split('|');
