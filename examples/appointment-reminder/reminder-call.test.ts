import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readTag, writeTag } from './call-tag.js';
import { appointment, settings } from './reminded.js';
import { reminderCall } from './reminder-call.js';
import { spokenTime } from './spoken-time.js';

const test = suite('the request to call');

test('it names the appointment in its tag, and where its webhooks go', () =>
  assert.equal(reminderCall(appointment, { ...settings, credentials: { username: 'bandwidth', password: 'ahoy' } }), {
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    from: '+15551230200',
    to: '+15551230001',
    answerUrl: 'https://reminders.example/reminder/answered',
    disconnectUrl: 'https://reminders.example/reminder/over',
    callTimeout: 25,
    machineDetection: { mode: 'sync' },
    tag: 'a17',
    username: 'bandwidth',
    password: 'ahoy',
  }));

test('a tag says what was written into it', () => {
  assert.equal(readTag(writeTag({ appointment: 'a17' })), { appointment: 'a17', ask: 1, offered: [] });
  const offer = { appointment: 'a17', ask: 2, offered: ['t3', 't5'] };
  assert.is(writeTag(offer), 'a17 2 t3 t5');
  assert.equal(readTag(writeTag(offer)), offer);
});

test('a tag that is missing or of somebody else is about no appointment, and no reason to fail', () => {
  for (const tag of [undefined, null, '']) assert.equal(readTag(tag), { appointment: '', ask: 1, offered: [] });
  assert.equal(readTag('order 4711'), { appointment: 'order', ask: 4711, offered: [] });
});

test('times are said in the zone of the practice, in winter and in summer', () => {
  assert.is(spokenTime(new Date('2026-01-08T14:30:00Z')), 'Thursday, January 8 at 9:30 AM');
  assert.is(spokenTime(new Date('2026-07-08T16:05:00Z')), 'Wednesday, July 8 at 12:05 PM');
});

test.run();
