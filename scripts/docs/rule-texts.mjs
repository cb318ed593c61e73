// What each rule asks, in one sentence: the words of docs/rules.md, which `npm run docs` writes.
// {Gather.maxDigits} stands for what the definition of the attribute allows, so that no number is said twice.

const noAttributesNoText = 'It has neither attributes nor text.';
const diversionReason = '`diversionReason` matters only with `diversionTreatment="stack"`.';
const keys = '`terminatingDigits` holds only keys that can be pressed: `0`-`9`, `*`, `#`, `A`-`D`.';
const detectLanguage = '`detectLanguage` matters only with `transcribe`.';
const uniqueParameter = 'No two of one element have the same `name`: the last would overwrite the others.';
const parameterLimits = '`name` has at most 256 characters and `value` at most 2048.';
const uuiHex = '`uui` is encoded as base64 or jwt, which are safe; hex is newer.';
const uui = (most) =>
  `Each value of the comma-separated \`uui\` has data and says how it is encoded, by \`;encoding=base64\`, \`jwt\` or \`hex\`; the list has at most ${most} characters.`;
const displayName = (attribute) =>
  `\`${attribute}\` has at most 256 characters, no control character among them; with \`privacy\` it is \`Restricted\`, \`Anonymous\`, \`Private\` or \`Unavailable\`.`;
const privacyWord = (attribute, name) =>
  `\`${attribute}\` is a number: to hide it, \`privacy\` and \`${name}\` have replaced words such as \`Anonymous\`.`;
const tracks = (what, event) =>
  `At most four tracks of the call are ${what} at once, and \`tracks="both"\` takes two; more are refused with \`${event}\`.`;
const uniqueName = (event) =>
  `No two that run at once have the same \`name\`; the second is refused with \`${event}\`.`;
const endsWithDocument = (what) =>
  `In the answer for a call, a verb follows it that keeps the call up; else the call is hung up right after it, and ${what} ${what.endsWith('s') ? 'end' : 'ends'} with it.`;
const mayEnd = 'So it should in the answer to `transferAnswer`, because it is not known whether it goes on.';
const secure = (urls) =>
  `${urls} must be https, relative, or on this machine (\`localhost\`, \`127.0.0.0/8\`, \`[::1]\`) if there is a \`username\` or \`password\``;

/** The sentence of every rule that one element has, or the document; the general codes are in docs/errors.md. */
export const ruleTexts = {
  'root.single': 'The document is one `<Response>` or one `<Bxml>` with everything inside. (*Always*.)',
  'root.size': 'It takes at most 65,536 bytes (64 KB) of UTF-8, counted in the compact form.',
  'root.known-children':
    'Only verbs stand right inside the root: no text, no SSML, no element that belongs inside another. (*Always*, for an element given by a name that nothing stands for.)',
  'root.well-formed': 'The text of the document is well-formed XML.',
  'verb.unreachable':
    'No verb follows one that ends the document: `<Forward>`; and `<Bridge>`, `<Gather>`, `<Record>`, `<Refer>` and `<Transfer>` where the address of what comes next is set. Told once a document, at the first verb that never runs.',
  'transferAnswer.unlisted':
    'In the answer to `transferAnswer` stand only verbs that Bandwidth lists for it; newer ones are neither allowed nor forbidden.',
  'url.accidental':
    'No URL looks like an accident: `undefined`, `null` or `NaN` as a host, a segment of the path or a value of the query; a template that was not filled in, such as `{{id}}`, `:id` or `%s`; `[object Object]`; a URL inside the path of another one.',

  'bridge.content': 'Its text is the id of the call to join.',

  'conference.content': 'Its text is the name of the conference.',
  'conference.name': 'The name has 1 to 100 characters: letters A-Z and a-z, digits, `-`, `_` and `.`.',
  'conference.callbackTimeout': '`callbackTimeout` is {Conference.callbackTimeout}.',
  'conference.mute-hold': '`mute` and `hold` may be set together; `hold` alone silences the caller already.',

  'connect.endpoint': 'It holds `<Endpoint>` and nothing else: none is an error, more than one a warning.',
  'connect.no-text': 'It has no text of its own: the id stands inside `<Endpoint>`.',
  'endpoint.content': 'Its text is the id of the endpoint.',
  'endpoint.no-attributes': 'It has no attributes.',

  'forward.to': '`to` is there and is an E.164 number or a `sip:` address.',
  'forward.callTimeout': '`callTimeout` is {Forward.callTimeout}.',
  'forward.displayName': displayName('callerDisplayName'),
  'forward.uui': uui(256),
  'forward.uui-hex': uuiHex,
  'forward.uui-sip': '`uui` goes only to a `sip:` address.',
  'forward.unanswered-only':
    'No verb before it answers the call: `<Ring>` does so unless `answerCall={false}`, and so do verbs that play, record, gather, send tones, or join calls.',
  'forward.startGather': 'No `<StartGather>` is at work.',
  'forward.diversionReason': diversionReason,
  'forward.from-word': privacyWord('from', 'callerDisplayName'),

  'gather.children': 'It holds only `<SpeakSentence>` and `<PlayAudio>`.',
  'gather.repeat': '`repeatCount` times the number of prompts inside is at most 20.',
  'gather.maxDigits': '`maxDigits` is {Gather.maxDigits}.',
  'gather.interDigitTimeout': '`interDigitTimeout` is {Gather.interDigitTimeout}.',
  'gather.firstDigitTimeout': '`firstDigitTimeout` is {Gather.firstDigitTimeout}.',
  'gather.no-url': '`gatherUrl` is there; without it nobody gets the digits.',
  'gather.terminatingDigits': keys,
  'gather.speech-only':
    '`hints`, `language`, `profanityFilter`, `speechModel`, `speechTimeout`, `partialResultCallback` and its method matter only where `input` includes speech.',

  'hangup.no-attributes': noAttributesNoText,
  'hangup.unreachable': 'No verb follows it.',

  'pause.duration': '`duration` is {Pause.duration}.',
  'pauseRecording.no-attributes': noAttributesNoText,

  'phoneNumber.e164': 'Its text is an E.164 number: `+` and 2 to 15 digits, the first of them not 0.',
  'phoneNumber.parent': 'It stands inside `<Transfer>`.',
  'phoneNumber.uui': uui(350),
  'phoneNumber.uui-length': "`uui` has at most 256 characters, which is as far as Bandwidth's sources agree.",

  'playAudio.content': 'Its text is the address of the audio file.',
  'playAudio.format': 'The file is WAV or MP3; anything else fails the call.',

  'record.https': `${secure('`recordCompleteUrl`, `recordingAvailableUrl` and `transcriptionAvailableUrl`')}; so must \`recordCompleteFallbackUrl\` where there is a \`fallbackUsername\` or \`fallbackPassword\`.`,
  'record.maxDuration': '`maxDuration` is {Record.maxDuration}.',
  'record.silenceTimeout': '`silenceTimeout` is {Record.silenceTimeout}.',
  'record.fileFormat': '`fileFormat` is {Record.fileFormat}.',
  'record.detectLanguage': detectLanguage,
  'record.transcriptionUrl': '`transcriptionAvailableUrl` matters only with `transcribe`.',
  'record.terminatingDigits': keys,

  'redirect.url': '`redirectUrl` is there and is an http or https address, absolute or relative.',
  'redirect.last': 'No verb follows it.',

  'refer.child': 'It holds exactly one `<SipUri>` and nothing else.',
  'refer.sip': 'The text of that `<SipUri>` begins with `sip:`, in any letter case.',
  'refer.no-text': 'It has no text of its own: the address stands inside `<SipUri>`.',
  'refer.context': 'The call came in over a SIP URI; on any other call it fails when it runs.',

  'resumeRecording.no-attributes': noAttributesNoText,
  'ring.duration': '`duration` is {Ring.duration}.',

  'sendDtmf.content':
    'Its text is 1 to 50 characters: keys `0`-`9`, `*`, `#`, `A`-`D`, `a`-`d`, and the pauses `,`, `w` and `W`.',
  'sendDtmf.range': '`toneDuration` is {SendDtmf.toneDuration}, and `toneInterval` {SendDtmf.toneInterval}.',

  'sipUri.parent': 'It stands inside `<Transfer>` or `<Refer>`.',
  'sipUri.refer-bare': 'Inside `<Refer>` it has no attributes.',
  'sipUri.sips': 'The address begins with `sip:`; `sips:` is described nowhere.',
  'sipUri.uui': uui(256),
  'sipUri.uui-hex': uuiHex,

  'speak.not-blank': 'There is something to speak.',
  'speak.accidental':
    'Nothing is spoken that cannot be meant: the text of an object such as `[object Object]`, `NaN`, or a child that is the text `undefined`.',
  'speak.voice': "`voice` and `locale` are on Bandwidth's lists; a voice that is not can fail the call.",
  'speak.voice-legacy': '`voice` is a name of today, in lower case.',
  'speak.gender': '`gender` is {SpeakSentence.gender}.',
  'speak.ignored': '`gender` and `locale` have no effect beside `voice`.',
  'speak.ssml': 'No element of BXML stands in speech. (*Always*.)',
  'speak.ssml-unlisted':
    "The elements and attributes in speech, and the values of those attributes, are on Bandwidth's list of SSML. What is not is likely to be ignored rather than refused: relax this rule if you know better.",
  'ssml.required':
    'An SSML element has the attributes that it needs: `xml:lang` of `<lang>`, `ph` of `<phoneme>`, `interpret-as` of `<say-as>` and for a date `format`, `alias` of `<sub>`.',

  'startGather.last': endsWithDocument('the reports'),
  'startGather.url': '`dtmfUrl` is there and is an http or https address, absolute or relative.',

  'startRecording.https': `${secure('`recordingAvailableUrl` and `transcriptionAvailableUrl`')}.`,
  'startRecording.fileFormat': '`fileFormat` is {StartRecording.fileFormat}.',
  'startRecording.single': 'No earlier `<StartRecording>` still records; the second would do nothing.',
  'startRecording.conference-ignored':
    'In the answer to a conference event it goes without `transcribe`, `transcriptionAvailableUrl`, `tag` and `multiChannel`, which do nothing there.',
  'startRecording.detectLanguage': detectLanguage,
  'startRecording.last': endsWithDocument('the recording'),

  'startStream.destination': '`destination` is there and is an absolute `ws://` or `wss://` address.',
  'startStream.params': 'It holds at most 12 `<StreamParam>`.',
  'startStream.unique': uniqueName('mediaStreamRejected'),
  'startStream.tracks': tracks('streamed', 'mediaStreamRejected'),
  'startStream.https': `${secure('`streamEventUrl`')}.`,
  'startStream.last': `${endsWithDocument('the stream')} ${mayEnd}`,
  'streamParam.limits': parameterLimits,
  'streamParam.unique': uniqueParameter,

  'startTranscription.params': 'It holds at most 12 `<CustomParam>`.',
  'startTranscription.unique': uniqueName('realTimeTranscriptionRejected'),
  'startTranscription.tracks': tracks('transcribed', 'realTimeTranscriptionRejected'),
  'startTranscription.https': `${secure('`transcriptionEventUrl`')}.`,
  'startTranscription.stabilized': '`stabilized` matters only with `destination`.',
  'startTranscription.languages':
    '`preferredLanguages` goes without `detectLanguage`, and has one dialect of a language at most.',
  'startTranscription.useless':
    'There is a `destination` or a `transcriptionEventUrl`; with neither, only the REST API finds the text.',
  'startTranscription.last': `${endsWithDocument('the transcription')} ${mayEnd}`,
  'customParam.limits': parameterLimits,
  'customParam.unique': uniqueParameter,

  'stopGather.no-attributes': noAttributesNoText,
  'stopRecording.no-attributes': noAttributesNoText,
  'stopStream.name': '`name` is there.',
  'stopStream.unknown': 'A stream of that name runs; else it does nothing.',

  'tag.no-attributes': 'It has no attributes: the tag is its text.',
  'tag.length': 'The text has at most 256 characters; longer tags are not known to work.',

  'transfer.destinations': 'It holds 1 to 8 `<PhoneNumber>` and `<SipUri>` in all.',
  'transfer.no-text': 'It has no text of its own: the destinations stand inside `<PhoneNumber>` and `<SipUri>`.',
  'transfer.callTimeout': '`callTimeout` is {Transfer.callTimeout}.',
  'transfer.displayName': displayName('transferCallerDisplayName'),
  'transfer.diversionReason': diversionReason,
  'transfer.callerId-word': privacyWord('transferCallerId', 'transferCallerDisplayName'),
  'transfer.diversion-inbound': 'The diversion attributes are for calls that came in, not for those that you placed.',
};

/** Who decides a rule that no document can. */
export const decidedBy = {
  'root.well-formed': 'A parser. What is rendered is well-formed by the way it is made.',
  'conference.mute-hold': 'Nobody: it is a remark, which is never reported.',
  'playAudio.format': 'The file that the address serves when the verb runs.',
  'refer.context': 'The call: how it came in.',
  'stopStream.unknown': 'The call: which streams earlier documents started, and which have ended.',
  'transfer.diversion-inbound': 'The call: its direction.',
};
