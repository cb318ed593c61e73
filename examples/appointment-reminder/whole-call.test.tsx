// One call from its first ring to its end, with everything that is said, pressed and sent.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { practice } from './practice.js';
import { reminded } from './reminded.js';

const test = suite('a whole reminder');

test('a wrong key, a look at other times, and the desk after all', async () => {
  const { call } = await reminded({ after: 8 });
  await call.hears('To confirm it, press 1.');
  await call.press('5');
  await call.beginsToHear('To confirm it, press 1.');
  await call.press('2');
  await call.hears('For Friday, January 9 at 12:30 PM');
  await call.press('0');
  const agent = await call.transferredTo(practice.desk, { after: 6 });
  await agent.hears('A call about the appointment');
  await agent.waits(60);
  await agent.hangUp();
  await call.ends('hangup');
  assert.snapshot(
    call.transcript(),
    ` 0:00.000  +15551230001  is dialled
 0:08.000  +15551230001  is answered
 0:10.000  +15551230001  is taken for: human
 0:10.000  +15551230001  answer → POST /reminder/answered: 200, SpeakSentence, Gather
 0:10.000  +15551230001  hears "Hello, this is Northgate Dental." (julie)
 0:12.380  +15551230001  hears "Your appointment with Doctor Okafor is on Thursday, January 8 at 9:30 AM." (julie)
 0:17.125  +15551230001  hears "To confirm it, press 1. To choose another time, press 2. To hear this again, press 9. To talk to somebody, press 0." (julie)
 0:24.600  +15551230001  presses 5
 0:24.600  +15551230001  gather → POST /reminder/choice: 200, Gather
 0:24.600  +15551230001  hears "Sorry, 5 is not one of the keys." (julie)
 0:26.680  +15551230001  hears "Your appointment with Doctor Okafor is on Thursday, January 8 at 9:30 AM." (julie)
 0:31.425  +15551230001  hears "To confirm it, press 1. To choose another time, press 2. To hear this again, press 9. To talk to somebody, press 0." (julie), stopped after 0 s
 0:31.425  +15551230001  presses 2
 0:31.425  +15551230001  gather → POST /reminder/choice: 200, Gather
 0:31.425  +15551230001  hears "For Friday, January 9 at 10:00 AM, press 1." (julie)
 0:34.220  +15551230001  hears "For Friday, January 9 at 12:30 PM, press 2." (julie)
 0:37.015  +15551230001  hears "For Monday, January 12 at 3:15 PM, press 3." (julie), stopped after 0 s
 0:37.015  +15551230001  presses 0
 0:37.015  +15551230001  gather → POST /reminder/time: 200, SpeakSentence, Transfer
 0:37.015  +15551230001  hears "We are putting you through to the front desk." (julie)
 0:39.940  +15551230201  is dialled
 0:45.940  +15551230201  is answered
 0:45.940  +15551230201  transferAnswer → POST /reminder/whisper: 200, SpeakSentence
 0:45.940  +15551230201  hears "A call about the appointment with Doctor Okafor on Thursday, January 8 at 9:30 AM." (julie)
 0:51.270  +15551230201  is joined with the caller
 1:51.270  +15551230201  hangs up
 1:51.270  +15551230201  transferDisconnect → POST /reminder/desk: 201
 1:51.270  +15551230001  transferComplete → POST /reminder/desk: 200, SpeakSentence, SpeakSentence, Hangup
 1:51.270  +15551230001  hears "Thank you." (julie)
 1:51.920  +15551230001  hears "Goodbye." (julie)
 1:52.440  +15551230001  is hung up by <Hangup>
 1:52.440  +15551230001  disconnect → POST /reminder/over: 201`,
  );
});

test.run();
