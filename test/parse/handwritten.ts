// Documents as people write them: indented, with comments, both kinds of quotes and declarations. Together they contain
// every BXML element.

/** Valid documents by purpose. */
export const documents: Readonly<Record<string, string>> = {
  'a menu with three languages': `<?xml version="1.0" encoding="UTF-8"?>
<!-- The first document of the bakery's line. -->
<Response>
    <Gather gatherUrl="/language" maxDigits="1" repeatCount="2" firstDigitTimeout='4'>
        <SpeakSentence voice="julie">Thank you for calling the Corner Bakery. For English, press 1.</SpeakSentence>
        <SpeakSentence locale="es_MX" gender="female">Para español, oprima el 2.</SpeakSentence>
        <PlayAudio>https://media.example/french.wav</PlayAudio>
    </Gather>
    <Redirect redirectUrl="/language?tries=1&amp;from=menu"/>
</Response>
`,
  'marked-up speech': `<Response>
  <SpeakSentence voice="bridget">
    <p>Your code is <say-as interpret-as="characters">4711</say-as>.</p>
    <break time="1s"/>
    <s><emphasis level="strong">Do not</emphasis> tell <prosody rate="slow">anyone</prosody> &#x2014; we will not ask.</s>
  </SpeakSentence>
  <PlayAudio username="u" password='a "quoted" word'>/tone.mp3</PlayAudio>
</Response>`,
  voicemail: `<?xml version='1.0'?>

<Response>
	<SpeakSentence>We are closed. Leave a message after the tone, and press pound.</SpeakSentence>
	<Record recordCompleteUrl="/message/done" maxDuration="90" silenceTimeout="5"
	        terminatingDigits="#" transcribe="true"
	        transcriptionAvailableUrl="/message/text" recordingAvailableUrl="/message/file" tag="night"/>
	<Hangup/>
</Response>
`,
  'a recording that stops for card numbers': `<Response>
  <StartRecording recordingAvailableUrl="https://app.example/recordings" multiChannel="true"/>
  <SpeakSentence>The call is recorded.</SpeakSentence>
  <PauseRecording/>
  <Gather gatherUrl="/card" terminatingDigits="#"><SpeakSentence>Enter the number of your card.</SpeakSentence></Gather>
  <ResumeRecording/>
  <Pause duration="2.5"/>
  <StopRecording/>
</Response>`,
  'a transfer to two phones': `<Response>
  <Ring duration="5"/>
  <Transfer transferCallerId="+15551230001" callTimeout="20" transferCompleteUrl="/after"
            transferCompleteFallbackUrl="https://backup.example/after">
    <PhoneNumber transferAnswerUrl="/whisper" tag="desk">+15551230002</PhoneNumber>
    <SipUri uui="b25l;encoding=base64">sip:desk@pbx.example</SipUri>
  </Transfer>
</Response>
`,
  'a call to a browser': `<Response>
  <Connect eventCallbackUrl="/endpoint"><Endpoint>ep-1234</Endpoint></Connect>
</Response>`,
  'keys during a tune': `<Response>
  <StartGather dtmfUrl="/keys" dtmfMethod="GET"/>
  <PlayAudio>
    https://media.example/tune.wav
  </PlayAudio>
  <StopGather/>
  <SendDtmf toneDuration="200">12w#</SendDtmf>
  <Tag>  heard the tune  </Tag>
</Response>`,
  'a room with a coach': `<Response>
  <Conference conferenceEventUrl="/room" mute="false" callIdsToCoach="c-25ac29a2-1331029c-2cb0-4a07-b215-b22865662d85" tag="">blue-room_7</Conference>
</Response>`,
  'a live stream and captions': `<Response>
  <StartStream name="live" tracks="both" destination="wss://media.example/in" streamEventUrl="/stream">
    <StreamParam name="customer" value="Zoë &lt;zoe@example.com&gt;"/>
  </StartStream>
  <StartTranscription name="captions" destination="wss://media.example/text">
    <CustomParam name="room" value="7"/>
  </StartTranscription>
  <SpeakSentence>Go ahead.</SpeakSentence>
  <Pause duration="30"/>
  <StopStream name="live"/>
  <StopTranscription name="captions"/>
</Response>
`,
  'a call handed on': `<Response><Forward to="+15551230009" from="+15551230001" callTimeout="15"/></Response>`,
  'a call referred to another exchange': `<Response>
  <SpeakSentence>One moment.</SpeakSentence>
  <Refer referCompleteUrl="/referred"><SipUri>sip:desk@pbx.example</SipUri></Refer>
</Response>`,
  'two calls joined': `<Bxml><Bridge bridgeCompleteUrl="/joined" bridgeTargetCompleteUrl="/joined/target">c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d</Bridge></Bxml>`,
  'nothing to do': '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Response />\n<!-- the end -->',
};

/** Documents with typical mistakes, each with the codes of its problems. */
export const mistakes: Readonly<Record<string, readonly [xml: string, codes: readonly string[]]>> = {
  'a remark between verbs': [
    '<Response>\n  <Pause duration="1"/> // wait\n  <Hangup/>\n</Response>',
    ['root.known-children'],
  ],
  'a remark after the end': ['<Response><Hangup/></Response>\n// the end', ['root.well-formed']],
  'two documents in one': ['<Response><Hangup/></Response>\n<Response/>', ['root.well-formed']],
  'an ampersand as it is': ['<Response><SpeakSentence>Salt & pepper</SpeakSentence></Response>', ['root.well-formed']],
  'a query as it is': ['<Response><Redirect redirectUrl="/a?b=1&c=2"/></Response>', ['root.well-formed']],
  'an element left open': ['<Response><Gather><SpeakSentence>Hi</Gather></Response>', ['root.well-formed']],
  'text in place of XML': ['Hello', ['root.well-formed']],
};
