// Names in TwiML, Plivo XML, Bandwidth's first voice API, HTML and other engines' SSML, with their BXML equivalents.
//
// Words are in lower case, without punctuation: `finish-on-key` and `finish_on_key` are `finishonkey`. The tables are
// created inside functions, which engines do not compile until the first problem is found.
// `test/hints/vendor-words.test.ts` checks that every element, attribute and value in the tables exists.

/** Words, the equivalent BXML names (separated by spaces), and a sentence to add. */
export type WordRow = readonly [words: string, names: string, note?: string];

/** The elements of BXML. Importing the verbs instead would prevent bundlers from dropping unused ones. */
export const bxmlElements = (): readonly string[] =>
  'Bridge Bxml Conference Connect CustomParam Endpoint Forward Gather Hangup Pause PauseRecording PhoneNumber PlayAudio Record Redirect Refer Response ResumeRecording Ring SendDtmf SipUri SpeakSentence StartGather StartRecording StartStream StartTranscription StopGather StopRecording StopStream StopTranscription StreamParam Tag Transfer'.split(
    ' ',
  );

/** Elements outside of speech. Of several names, the ones that the parent accepts are suggested. */
export const elementWords = (): readonly WordRow[] => [
  ['say speak speech sentence prompt tts announce', 'SpeakSentence'],
  ['play audio playback playfile', 'PlayAudio'],
  ['getdigits getinput gatherdigits collect input', 'Gather'],
  ['dial', 'Transfer', 'Put <PhoneNumber> or <SipUri> inside it; for a conference, use <Conference>.'],
  ['number', 'PhoneNumber', 'It belongs inside <Transfer>.'],
  ['sip user', 'SipUri', 'It belongs inside <Transfer> or <Refer>.'],
  ['client', 'Endpoint', 'It belongs inside <Connect>.'],
  ['room multipartycall', 'Conference'],
  ['queue enqueue', 'Conference', 'Callers wait in it until an agent joins.'],
  ['stream siprec fork', 'StartStream'],
  ['conversationrelay virtualagent autopilot assistant', 'StartStream', 'It connects the call to a WebSocket.'],
  ['start', 'StartStream StartTranscription StartRecording'],
  ['stop', 'StopStream StopTranscription StopRecording'],
  ['transcription transcribe', 'StartTranscription'],
  ['recording recordcall recordsession', 'StartRecording'],
  ['parameter param', 'StreamParam CustomParam'],
  ['wait sleep delay silence', 'Pause'],
  ['dtmf senddigits playdtmf', 'SendDtmf'],
  ['reject', 'Hangup', 'It rejects an inbound call that has not been answered.'],
  ['disconnect end endcall exit', 'Hangup'],
  ['preanswer', 'Ring', 'With answerCall set to false it leaves the call unanswered.'],
  ['twiml', 'Response'],
  ['sms message sendmessage', '', "BXML cannot send messages: use Bandwidth's Messaging API."],
  ['call', '', 'BXML cannot place calls: create one with the REST API, or ring another party with <Transfer>.'],
  ['pay', '', 'BXML cannot take payments: collect the digits with <Gather>.'],
  ['echo', '', 'BXML has no verb that plays back what a caller says.'],
  ['leave', '', 'BXML has no such verb: redirect the call with the REST API.'],
  ['answer', '', 'Remove it: <SpeakSentence>, <Gather> and other verbs answer the call.'],
];

/** Elements with another equivalent if they have an attribute: `element.attribute`. */
export const elementWordsOf = (): readonly WordRow[] => [['Play.digits', 'SendDtmf', 'Write the digits as its text.']];

/** Elements inside of speech. */
export const speechWords = (): readonly WordRow[] => [
  ['br pause wait silence', 'break'],
  ['b strong i em', 'emphasis'],
  ['paragraph', 'p'],
  ['sentence', 's'],
  ['language', 'lang'],
  ['spell spellout', 'say-as'],
  ['alias', 'sub'],
  ['speak say speech', '', 'Remove its tags and keep their content.'],
  ['voice', '', 'Set the voice attribute of <SpeakSentence>.'],
  ['audio play', '', 'Use <PlayAudio> after the spoken text.'],
];

const noSuchSetting = 'Remove it: BXML has no such setting.';
const urls =
  'gatherUrl recordCompleteUrl transferCompleteUrl redirectUrl bridgeCompleteUrl conferenceEventUrl referCompleteUrl transferAnswerUrl dtmfUrl recordingAvailableUrl streamEventUrl transcriptionEventUrl eventCallbackUrl';
const eventUrls = 'streamEventUrl transcriptionEventUrl conferenceEventUrl transferDisconnectUrl recordingAvailableUrl';
const fallbackUrls =
  'gatherFallbackUrl recordCompleteFallbackUrl transferCompleteFallbackUrl redirectFallbackUrl bridgeCompleteFallbackUrl conferenceEventFallbackUrl transferAnswerFallbackUrl eventFallbackUrl';
const methodsOf = (names: string): string =>
  names
    .replace(/\b(?:eventCallback|eventFallback)Url/g, '')
    .replaceAll('Url', 'Method')
    .trim();

/**
 * Attributes. The first name that the element has is suggested; names joined by `+` are suggested together. A row
 * without names has a note instead.
 */
export const attributeWords = (): readonly WordRow[] => [
  [`action actionurl callback callbackurl eventurl requesturl url webhook webhookurl ${urls}`, urls],
  [`method actionmethod callbackmethod requestmethod eventmethod ${methodsOf(urls)}`, methodsOf(urls)],
  ['statuscallback statuscallbackurl statusurl', `${eventUrls} eventCallbackUrl`],
  ['statuscallbackmethod statusmethod', methodsOf(eventUrls)],
  [`fallback fallbackurl backupurl requestfallbackurl ${fallbackUrls}`, fallbackUrls],
  [`fallbackmethod requestfallbackmethod ${methodsOf(fallbackUrls)}`, methodsOf(fallbackUrls)],
  ['whisperurl confirmurl answerurl', 'transferAnswerUrl'],
  ['hangupurl disconnecturl', 'transferDisconnectUrl'],
  ['timeout gathertimeout', 'firstDigitTimeout+interDigitTimeout silenceTimeout callTimeout'],
  ['ringtimeout dialtimeout answertimeout', 'callTimeout'],
  ['executiontimeout inputtimeout', 'firstDigitTimeout'],
  ['digittimeout digitendtimeout', 'interDigitTimeout'],
  ['speechendtimeout', 'speechTimeout'],
  ['requesturltimeout requesttimeout', 'callbackTimeout'],
  ['numdigits digits digitcount maxlength', 'maxDigits'],
  ['finishonkey finishkey endkey', 'terminatingDigits'],
  ['retries loop loops repeat attempts', 'repeatCount'],
  ['inputtype', 'input'],
  ['speechhints keywords phrases', 'hints'],
  [
    'lang language languagecode locale recognitionlanguage transcriptionlanguage',
    'language locale xml:lang preferredLanguages',
  ],
  ['languages languagecodes', 'preferredLanguages'],
  ['speechengine transcriptionengine model', 'speechModel'],
  ['partialresultcallbackurl interimspeechresultscallback interimresultscallback', 'partialResultCallback'],
  ['interimspeechresultscallbackmethod interimresultscallbackmethod', 'partialResultCallbackMethod'],
  ['voicename speaker', 'voice'],
  ['sex', 'gender'],
  ['length seconds duration time', 'duration maxDuration toneDuration time'],
  ['maxlength maxtime timelimit', 'maxDuration'],
  ['silence silencethreshold', 'silenceTimeout'],
  [
    'recordingcallback recordingcallbackurl recordingstatuscallback recordingstatuscallbackurl',
    'recordingAvailableUrl',
  ],
  ['recordingcallbackmethod recordingstatuscallbackmethod', 'recordingAvailableMethod'],
  ['transcribecallback transcribecallbackurl transcriptioncallback transcriptionurl', 'transcriptionAvailableUrl'],
  ['transcribecallbackmethod transcriptionmethod', 'transcriptionAvailableMethod'],
  ['transcription transcriptionenabled', 'transcribe'],
  ['recordingchannels channels', 'multiChannel'],
  ['format recordformat recordingformat', 'fileFormat'],
  ['callerid callernumber calleridnumber from fromnumber transfercallerid', 'transferCallerId from'],
  [
    'callername calleridname displayname callerdisplayname transfercallerdisplayname',
    'transferCallerDisplayName callerDisplayName',
  ],
  ['transferto number phonenumber destination dest', 'to'],
  ['usertouser', 'uui'],
  ['reason', 'diversionReason'],
  ['muted', 'mute'],
  ['coach coaching coachcallids', 'callIdsToCoach'],
  ['track audiotrack', 'tracks'],
  ['bidirectional', 'mode'],
  ['streamname transcriptionname id', 'name'],
  ['websocketurl wsurl streamurl', 'destination'],
  ['user login', 'username'],
  ['pass secret', 'password'],
  ['context state clientstate metadata customdata', 'tag'],
  ['answer', 'answerCall'],
  // Settings without an equivalent in BXML. A word that is also in a row above gets here only if the element has none of
  // the names there.
  ['requesturltimeout requesttimeout', '', 'Remove it: Bandwidth sets the timeout of its requests.'],
  ['timelimit hanguponstar answeronbridge ringtone dialmusic confirmsound confirmkey', '', noSuchSetting],
  ['waiturl waitmethod jointone leavingtone maxparticipants region', '', noSuchSetting],
  ['startconferenceonenter endconferenceonexit', '', noSuchSetting],
  ['trim schedule async log redirect statuscallbackevent recordingstatuscallbackevent', '', noSuchSetting],
];

/** Attributes with another equivalent, or none, on one element, and those of an element around it or in it: `Element.word`. */
export const attributeWordsOf = (): readonly WordRow[] => [
  ['StartStream.url', 'destination'],
  ['Gather.bargein Gather.bargeable', '', 'Remove it: a key press always stops the prompts.'],
  ['Record.playbeep Record.beep', '', 'Play the beep with <PlayAudio> before <Record>.'],
  ['Transfer.record Transfer.recordingenabled', '', 'Put <StartRecording> before <Transfer>.'],
  [
    'Transfer.transferanswerurl Transfer.whisperurl Transfer.transferdisconnecturl',
    '',
    'Set it on <PhoneNumber> or <SipUri>.',
  ],
  [
    'PhoneNumber.transfercompleteurl SipUri.transfercompleteurl PhoneNumber.calltimeout SipUri.calltimeout',
    '',
    'Set it on <Transfer>.',
  ],
  ['Gather.voice Gather.gender', '', 'Set it on <SpeakSentence>.'],
  ['Conference.record', '', 'Respond to conferenceCreated with <StartRecording>.'],
  [
    'Transfer.transferto Transfer.to Transfer.number Transfer.phonenumber Transfer.destination',
    '',
    'Put the destination inside: <PhoneNumber> or <SipUri>.',
  ],
  ['Refer.to Refer.referto Refer.sipuri Refer.destination', '', 'Put the SIP URI inside: <SipUri>.'],
  ['PhoneNumber.senddigits SipUri.senddigits', '', 'Respond to the transferAnswer event with <SendDtmf>.'],
  ['SpeakSentence.loop PlayAudio.loop', '', 'Repeat the element, or set repeatCount on <Gather>.'],
];

/** Attributes of other vendors whose equivalent in BXML is the text of the element. */
export const textWords = (): readonly WordRow[] => [
  ['targetcall targetcallid callid callsid call id', 'Bridge'],
  ['name room conferencename conferenceid friendlyname id', 'Conference'],
  ['number to phonenumber phone value', 'PhoneNumber'],
  ['uri sipuri to address value', 'SipUri'],
  ['url src audiourl href file fileurl', 'PlayAudio'],
  ['text sentence words message content value', 'SpeakSentence'],
  ['digits digit dtmf value', 'SendDtmf'],
  ['value tag text', 'Tag'],
  ['id endpointid name', 'Endpoint'],
];

/** Values of attributes with a list of allowed values. */
export const valueWords = (): readonly WordRow[] => [
  ['inboundtrack in', 'inbound'],
  ['outboundtrack out', 'outbound'],
  ['bothtracks all', 'both'],
  ['speechdtmf dtmfspeech', 'dtmf_speech'],
  ['digits keypad keys', 'dtmf'],
  ['voice', 'speech'],
  ['man m', 'male'],
  ['woman w f', 'female'],
  ['audiowav audioxwav wave', 'wav'],
  ['audiompeg mpeg audiomp3', 'mp3'],
  ['digits digit spellout spell verbatim letters', 'characters'],
  ['number numeric', 'cardinal'],
  ['phone tel phonenumber', 'telephone'],
];
