// The sentence of each rule in docs/rules.md, which `npm run docs` writes. {Gather.maxDigits} is replaced by the allowed
// values in the definition of the attribute.

const noAttributesNoText = 'The element has no attributes and no text.';
const diversionReason = '`diversionReason` has an effect only with `diversionTreatment="stack"`.';
const keys = '`terminatingDigits` contains only keys of a telephone: `0`-`9`, `*`, `#`, `A`-`D`.';
const detectLanguage = '`detectLanguage` has an effect only with `transcribe`.';
const uniqueParameter =
  'Each parameter of an element has a different `name`. Of two with the same name, the last overwrites the other.';
const parameterLimits = '`name` has at most 256 characters and `value` at most 2048.';
const uuiHex = '`uui` uses base64 or jwt, which are safe; hex is newer.';
const uui = (max) =>
  `Each value of the comma-separated \`uui\` has data and an encoding, \`;encoding=base64\`, \`jwt\` or \`hex\`. The list has at most ${max} characters.`;
const displayName = (attribute) =>
  `\`${attribute}\` has at most 256 characters and no control characters. With \`privacy\`, it is \`Restricted\`, \`Anonymous\`, \`Private\` or \`Unavailable\`.`;
const privacyWord = (attribute, name) =>
  `\`${attribute}\` is a number. To hide it, use \`privacy\` and \`${name}\` instead of a word such as \`Anonymous\`.`;
const tracks = (verb, event) =>
  `A call has at most four ${verb} tracks at once; \`tracks="both"\` counts as two. Bandwidth rejects more with \`${event}\`.`;
const uniqueName = (event) =>
  `\`name\` is unique among those that are running. Bandwidth rejects the second one with \`${event}\`.`;
const endsWithDocument = (work) =>
  `In a response for a call, a later verb keeps the call up. Otherwise the call is hung up immediately, and ${work} ${work.endsWith('s') ? 'end' : 'ends'} with it.`;
const mayEnd =
  'The same applies in the response to `transferAnswer`: Bandwidth does not document whether it continues afterwards.';
const secure = (urls) =>
  `${urls} must use https, be relative, or have a loopback host (\`localhost\`, \`127.0.0.0/8\`, \`[::1]\`) if \`username\` or \`password\` is set`;

/** The sentence for each rule of an element or the document. The general codes are in docs/errors.md. */
export const ruleTexts = {
  'root.single': 'The document is one `<Response>` or one `<Bxml>` that contains everything else. (*Always*.)',
  'root.size': 'The document has at most 65,536 bytes (64 KB) in UTF-8, counted in the compact form.',
  'root.known-children':
    'The children of the root are verbs: no text, no SSML, no element that belongs inside another one. (*Always*, for an element created from a string that is not the name of a known element.)',
  'root.well-formed': 'The document is well-formed XML.',
  'verb.unreachable':
    'No verb follows one that ends the document: `<Forward>`, and `<Bridge>`, `<Gather>`, `<Record>`, `<Refer>` and `<Transfer>` if the URL for their event is set. Reported once per document, at the first verb that never runs.',
  'transferAnswer.unlisted':
    'The response to `transferAnswer` contains only verbs that Bandwidth lists for it. Newer verbs are neither allowed nor forbidden.',
  'url.accidental':
    'URLs do not look accidental: `undefined`, `null` or `NaN` as a host, a path segment or a query value; a placeholder that was not replaced, such as `{{id}}`, `:id` or `%s`; `[object Object]`; a URL inside the path of another URL.',

  'bridge.content': 'The text is the id of the other call.',

  'conference.content': 'The text is the name of the conference.',
  'conference.name': 'The name has 1 to 100 characters: letters A-Z and a-z, digits, `-`, `_` and `.`.',
  'conference.callbackTimeout': '`callbackTimeout` is {Conference.callbackTimeout}.',
  'conference.mute-hold': '`mute` and `hold` may be set together; `hold` includes the effect of `mute`.',

  'connect.endpoint': 'The element contains one `<Endpoint>`. None is an error, more than one a warning.',
  'connect.no-text': 'The element has no text. The id belongs inside `<Endpoint>`.',
  'endpoint.content': 'The text is the id of the endpoint.',
  'endpoint.no-attributes': 'The element has no attributes.',

  'forward.to': '`to` is required, and is an E.164 number or a `sip:` URI.',
  'forward.callTimeout': '`callTimeout` is {Forward.callTimeout}.',
  'forward.displayName': displayName('callerDisplayName'),
  'forward.uui': uui(256),
  'forward.uui-hex': uuiHex,
  'forward.uui-sip': '`uui` is sent only to a `sip:` URI.',
  'forward.unanswered-only':
    'No earlier verb answers the call. `<Ring>` answers it unless `answerCall={false}`; verbs that play, record, gather, send tones or connect calls answer it too.',
  'forward.startGather': 'No `<StartGather>` is active.',
  'forward.diversionReason': diversionReason,
  'forward.from-word': privacyWord('from', 'callerDisplayName'),

  'gather.children': 'The element contains only `<SpeakSentence>` and `<PlayAudio>`.',
  'gather.repeat': '`repeatCount` times the number of prompts inside is at most 20.',
  'gather.maxDigits': '`maxDigits` is {Gather.maxDigits}.',
  'gather.interDigitTimeout': '`interDigitTimeout` is {Gather.interDigitTimeout}.',
  'gather.firstDigitTimeout': '`firstDigitTimeout` is {Gather.firstDigitTimeout}.',
  'gather.no-url': '`gatherUrl` is set. Without it, the digits are lost.',
  'gather.terminatingDigits': keys,
  'gather.speech-only':
    '`hints`, `language`, `profanityFilter`, `speechModel`, `speechTimeout`, `partialResultCallback` and its method have an effect only if `input` includes speech.',

  'hangup.no-attributes': noAttributesNoText,
  'hangup.unreachable': 'No verb follows it.',

  'pause.duration': '`duration` is {Pause.duration}.',
  'pauseRecording.no-attributes': noAttributesNoText,

  'phoneNumber.e164': 'The text is an E.164 number: `+` and 2 to 15 digits, of which the first is not 0.',
  'phoneNumber.parent': 'The parent is `<Transfer>`.',
  'phoneNumber.uui': uui(350),
  'phoneNumber.uui-length': "`uui` has at most 256 characters, the length on which Bandwidth's sources agree.",

  'playAudio.content': 'The text is the URL of the audio file.',
  'playAudio.format': 'The file is WAV or MP3. Any other format fails the call.',

  'record.https': `${secure('`recordCompleteUrl`, `recordingAvailableUrl` and `transcriptionAvailableUrl`')}; the same applies to \`recordCompleteFallbackUrl\` if \`fallbackUsername\` or \`fallbackPassword\` is set.`,
  'record.maxDuration': '`maxDuration` is {Record.maxDuration}.',
  'record.silenceTimeout': '`silenceTimeout` is {Record.silenceTimeout}.',
  'record.fileFormat': '`fileFormat` is {Record.fileFormat}.',
  'record.detectLanguage': detectLanguage,
  'record.transcriptionUrl': '`transcriptionAvailableUrl` has an effect only with `transcribe`.',
  'record.terminatingDigits': keys,

  'redirect.url': '`redirectUrl` is required, and is an absolute or relative http or https URL.',
  'redirect.last': 'No verb follows it.',

  'refer.child': 'The element contains exactly one `<SipUri>` and nothing else.',
  'refer.sip': 'The text of the `<SipUri>` begins with `sip:`, in any letter case.',
  'refer.no-text': 'The element has no text. The SIP URI belongs inside `<SipUri>`.',
  'refer.context': 'The call came in through a SIP URI. On any other call, the verb fails when it runs.',

  'resumeRecording.no-attributes': noAttributesNoText,
  'ring.duration': '`duration` is {Ring.duration}.',

  'sendDtmf.content':
    'The text has 1 to 50 characters: keys `0`-`9`, `*`, `#`, `A`-`D`, `a`-`d`, and the pauses `,`, `w` and `W`.',
  'sendDtmf.range': '`toneDuration` is {SendDtmf.toneDuration}, and `toneInterval` is {SendDtmf.toneInterval}.',

  'sipUri.parent': 'The parent is `<Transfer>` or `<Refer>`.',
  'sipUri.refer-bare': 'Inside `<Refer>`, the element has no attributes.',
  'sipUri.sips': 'The URI begins with `sip:`. Bandwidth does not document `sips:`.',
  'sipUri.uui': uui(256),
  'sipUri.uui-hex': uuiHex,

  'speak.not-blank': 'The element has text to speak.',
  'speak.accidental':
    'The text does not look accidental: the string of an object such as `[object Object]`, `NaN`, or a child that is the string `undefined`.',
  'speak.voice': "`voice` and `locale` are on Bandwidth's lists. An unknown voice can fail the call.",
  'speak.voice-legacy': '`voice` is a current name in lower case.',
  'speak.gender': '`gender` is {SpeakSentence.gender}.',
  'speak.ignored': '`gender` and `locale` have no effect if `voice` is set.',
  'speak.ssml': 'Speech contains no BXML elements. (*Always*.)',
  'speak.ssml-unlisted':
    "The elements, attributes and attribute values in speech are on Bandwidth's list of SSML. Others are probably ignored rather than rejected: turn this rule off if you know that they work.",
  'ssml.required':
    'SSML elements have their required attributes: `xml:lang` of `<lang>`, `ph` of `<phoneme>`, `interpret-as` of `<say-as>` (and `format` for a date), `alias` of `<sub>`.',

  'startGather.last': endsWithDocument('the reports'),
  'startGather.url': '`dtmfUrl` is required, and is an absolute or relative http or https URL.',

  'startRecording.https': `${secure('`recordingAvailableUrl` and `transcriptionAvailableUrl`')}.`,
  'startRecording.fileFormat': '`fileFormat` is {StartRecording.fileFormat}.',
  'startRecording.single': 'No earlier `<StartRecording>` is still recording. A second one has no effect.',
  'startRecording.conference-ignored':
    'In the response to a conference event, `transcribe`, `transcriptionAvailableUrl`, `tag` and `multiChannel` are not set, because they have no effect.',
  'startRecording.detectLanguage': detectLanguage,
  'startRecording.last': endsWithDocument('the recording'),

  'startStream.destination': '`destination` is required, and is an absolute `ws://` or `wss://` URL.',
  'startStream.params': 'The element contains at most 12 `<StreamParam>`.',
  'startStream.unique': uniqueName('mediaStreamRejected'),
  'startStream.tracks': tracks('streamed', 'mediaStreamRejected'),
  'startStream.https': `${secure('`streamEventUrl`')}.`,
  'startStream.last': `${endsWithDocument('the stream')} ${mayEnd}`,
  'streamParam.limits': parameterLimits,
  'streamParam.unique': uniqueParameter,

  'startTranscription.params': 'The element contains at most 12 `<CustomParam>`.',
  'startTranscription.unique': uniqueName('realTimeTranscriptionRejected'),
  'startTranscription.tracks': tracks('transcribed', 'realTimeTranscriptionRejected'),
  'startTranscription.https': `${secure('`transcriptionEventUrl`')}.`,
  'startTranscription.stabilized': '`stabilized` has an effect only with `destination`.',
  'startTranscription.languages':
    '`preferredLanguages` is not combined with `detectLanguage`, and has at most one dialect per language.',
  'startTranscription.useless':
    '`destination` or `transcriptionEventUrl` is set. Without both, the text is available only from the REST API.',
  'startTranscription.last': `${endsWithDocument('the transcription')} ${mayEnd}`,
  'customParam.limits': parameterLimits,
  'customParam.unique': uniqueParameter,

  'stopGather.no-attributes': noAttributesNoText,
  'stopRecording.no-attributes': noAttributesNoText,
  'stopStream.name': '`name` is required.',
  'stopStream.unknown': 'A stream with that name is running. Otherwise, the verb has no effect.',

  'tag.no-attributes': 'The element has no attributes. The tag is its text.',
  'tag.length': 'The text has at most 256 characters. Longer tags are not known to work.',

  'transfer.destinations': 'The element contains 1 to 8 `<PhoneNumber>` and `<SipUri>` in total.',
  'transfer.no-text': 'The element has no text. The destinations belong inside `<PhoneNumber>` and `<SipUri>`.',
  'transfer.callTimeout': '`callTimeout` is {Transfer.callTimeout}.',
  'transfer.displayName': displayName('transferCallerDisplayName'),
  'transfer.diversionReason': diversionReason,
  'transfer.callerId-word': privacyWord('transferCallerId', 'transferCallerDisplayName'),
  'transfer.diversion-inbound': 'The diversion attributes are only for inbound calls.',
};

/** What decides the rules that rendering cannot check. */
export const decidedBy = {
  'root.well-formed': 'A parser. Rendered documents are always well-formed.',
  'conference.mute-hold': 'A remark, which is never reported.',
  'playAudio.format': 'The file that the URL serves when the verb runs.',
  'refer.context': 'How the call arrived.',
  'stopStream.unknown': 'The streams that earlier documents started and that are still running.',
  'transfer.diversion-inbound': 'The direction of the call.',
};
