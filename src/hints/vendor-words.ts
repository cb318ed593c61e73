// Words of TwiML, Plivo XML, Bandwidth's first voice API, HTML and other engines' SSML, with what BXML has for them.
//
// Words are in lower case, without punctuation: `finish-on-key` and `finish_on_key` are `finishonkey`. The tables are
// made inside functions, which engines skip until the first problem is found. `test/hints/vendor-words.test.ts` checks
// that every element, attribute and value named here exists.

/** Words, what stands for them (names that are separated by spaces), and a sentence to add. */
export type WordRow = readonly [words: string, names: string, note?: string];

/** The elements of BXML. This module cannot import the verbs, because bundlers drop the ones that a program omits. */
export const bxmlElements = (): readonly string[] =>
  'Bridge Bxml Conference Connect CustomParam Endpoint Forward Gather Hangup Pause PauseRecording PhoneNumber PlayAudio Record Redirect Refer Response ResumeRecording Ring SendDtmf SipUri SpeakSentence StartGather StartRecording StartStream StartTranscription StopGather StopRecording StopStream StopTranscription StreamParam Tag Transfer'.split(
    ' ',
  );

/** Elements outside of speech. Of several names, the ones that the parent can hold are suggested. */
export const elementWords = (): readonly WordRow[] => [
  ['say speak speech sentence prompt tts announce', 'SpeakSentence'],
  ['play audio playback playfile', 'PlayAudio'],
  ['getdigits getinput gatherdigits collect input', 'Gather'],
  ['dial', 'Transfer', 'Its destinations are <PhoneNumber> and <SipUri> inside it; a room is <Conference>.'],
  ['number', 'PhoneNumber', 'It belongs inside <Transfer>.'],
  ['sip user', 'SipUri', 'It belongs inside <Transfer> or <Refer>.'],
  ['client', 'Endpoint', 'It belongs inside <Connect>.'],
  ['room multipartycall', 'Conference'],
  ['queue enqueue', 'Conference', 'Callers wait in it until an agent joins.'],
  ['stream siprec fork', 'StartStream'],
  ['conversationrelay virtualagent autopilot assistant', 'StartStream', 'It connects the call to a web socket.'],
  ['start', 'StartStream StartTranscription StartRecording'],
  ['stop', 'StopStream StopTranscription StopRecording'],
  ['transcription transcribe', 'StartTranscription'],
  ['recording recordcall recordsession', 'StartRecording'],
  ['parameter param', 'StreamParam CustomParam'],
  ['wait sleep delay silence', 'Pause'],
  ['dtmf senddigits playdtmf', 'SendDtmf'],
  ['reject', 'Hangup', 'It rejects an inbound call that is still unanswered.'],
  ['disconnect end endcall exit', 'Hangup'],
  ['preanswer', 'Ring', 'With answerCall set to false it leaves the call unanswered.'],
  ['twiml', 'Response'],
  ['sms message sendmessage', '', 'BXML sends no messages: use the Messaging API of Bandwidth.'],
  ['call', '', 'BXML places no calls: create one over the REST API, or ring another party with <Transfer>.'],
  ['pay', '', 'BXML takes no payments: collect the digits with <Gather>.'],
  ['echo', '', 'BXML has no verb that plays back what a caller says.'],
  ['leave', '', 'BXML has no verb for it: redirect the call over the REST API.'],
  ['answer', '', 'Leave it out: <SpeakSentence>, <Gather> and others answer the call.'],
];

/** Elements that mean something else if they have an attribute: `element.attribute`. */
export const elementWordsOf = (): readonly WordRow[] => [['Play.digits', 'SendDtmf', 'The digits are its text.']];

/** Elements inside of speech. */
export const speechWords = (): readonly WordRow[] => [
  ['br pause wait silence', 'break'],
  ['b strong i em', 'emphasis'],
  ['paragraph', 'p'],
  ['sentence', 's'],
  ['language', 'lang'],
  ['spell spellout', 'say-as'],
  ['alias', 'sub'],
  ['speak say speech', '', 'Leave out its tags, and keep what is between them.'],
  ['voice', '', 'Set the attribute voice of <SpeakSentence>.'],
  ['audio play', '', 'Close the speech, and use <PlayAudio>.'],
];

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
 * Attributes: the first name that the element has is suggested; names joined by `+` are suggested together. A row
 * without names has advice instead.
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
  // Settings that no element of BXML has: a word that stands above too comes here only if nothing there fits.
  ['requesturltimeout requesttimeout', '', 'Leave it out: Bandwidth sets how long it waits for an answer.'],
  [
    'timelimit hanguponstar answeronbridge ringtone dialmusic confirmsound confirmkey',
    '',
    'Leave it out: BXML has no such setting.',
  ],
  ['waiturl waitmethod jointone leavingtone maxparticipants region', '', 'Leave it out: BXML has no such setting.'],
  ['startconferenceonenter endconferenceonexit', '', 'Leave it out: BXML has no such setting.'],
  [
    'trim schedule async log redirect statuscallbackevent recordingstatuscallbackevent',
    '',
    'Leave it out: BXML has no such setting.',
  ],
];

/** Attributes that mean something else, or nothing, on one element: `Element.word`. */
export const attributeWordsOf = (): readonly WordRow[] => [
  ['StartStream.url', 'destination'],
  ['Gather.bargein Gather.bargeable', '', 'Leave it out: a key always stops the prompts.'],
  ['Record.playbeep Record.beep', '', 'Play the beep with <PlayAudio> before <Record>.'],
  ['Transfer.record Transfer.recordingenabled', '', 'Put <StartRecording> before <Transfer>.'],
  [
    'Transfer.transferto Transfer.to Transfer.number Transfer.phonenumber Transfer.destination',
    '',
    'Put the destination inside: <PhoneNumber> or <SipUri>.',
  ],
  ['Refer.to Refer.referto Refer.sipuri Refer.destination', '', 'Put the address inside: <SipUri>.'],
  ['PhoneNumber.senddigits SipUri.senddigits', '', 'Answer the event transferAnswer with <SendDtmf>.'],
  [
    'SpeakSentence.loop PlayAudio.loop',
    '',
    'Write the element as often as it is to be heard, or use repeatCount of <Gather>.',
  ],
];

/** What other vendors take as an attribute, and BXML as the text of the element. */
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

/** Values of attributes that take one of a list. */
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
