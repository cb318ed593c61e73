// What a simulation keeps of calls, conferences and recordings that are over, so that it may have any number of them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('what is kept');

test('a thousand calls that are over are kept, and no more', async () => {
  const { platform } = simulated({ '/call': '<Hangup/>' });
  const first = await platform.call({ url: '/call', statusUrl: null });
  await first.ends();
  for (let count = 0; count < 999; count++) await (await platform.call({ url: '/call', statusUrl: null })).ends();
  assert.is((await platform.api.getCallState(first.callId)).state, 'disconnected');
  await (await platform.call({ url: '/call', statusUrl: null })).ends();
  assert.match((await errorOf(platform.api.getCallState(first.callId))).message, /^404/);
  assert.is((await platform.api.listCalls()).length, 1000);
});

test('a thousand conferences that are over are kept, and all that are active', async () => {
  let name = '';
  const { platform } = simulated({ '/call': () => `<Conference>${name}</Conference>` });
  const join = async (next: string) => {
    name = next;
    return platform.call({ url: '/call', statusUrl: null });
  };
  const stays = await join('stays');
  const ids: string[] = [];
  for (let count = 0; count < 1001; count++) {
    const call = await join(`q-${count % 7}`);
    ids.push((await call.joins(name)).id);
    await call.hangUp();
  }
  const [first = '', second = ''] = ids;
  assert.match((await errorOf(platform.api.getConference(first))).message, /^404/);
  assert.is((await platform.api.getConference(second)).id, second);
  assert.is((await platform.api.listConferences({ pageSize: 1000 })).length, 1000);
  assert.is((await platform.api.listConferences({ name: 'stays' }))[0]?.completedTime, null);
  assert.is((await stays.joins('stays')).members.length, 1);
  // The latest with its name is found by its name.
  const last = await join('q-1');
  assert.is((await last.joins('q-1')).isOver, false);
});

test('two hundred recordings are kept, and no more', async () => {
  const { platform } = simulated({ '/call': '<StartRecording/><Pause duration="1"/>' });
  const calls: string[] = [];
  for (let count = 0; count < 201; count++) {
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.ends();
    calls.push(call.callId);
  }
  const [first = '', second = ''] = calls;
  assert.equal(await platform.api.listCallRecordings(first), []);
  assert.is((await platform.api.listCallRecordings(second)).length, 1);
  assert.is((await platform.api.listAccountCallRecordings()).length, 200);
});

test('a thousand texts of transcriptions are kept, and no more', async () => {
  const start = '<StartTranscription transcriptionEventUrl="/status"/>';
  const { platform } = simulated({ '/call': `${start.repeat(4)}<Pause duration="1"/>`, '/status': '' });
  const calls: string[] = [];
  for (let count = 0; count < 251; count++) {
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.ends();
    calls.push(call.callId);
  }
  const [first = '', second = ''] = calls;
  assert.equal(await platform.api.listRealTimeTranscriptions(first), []);
  assert.is((await platform.api.listRealTimeTranscriptions(second)).length, 4);
});

test.run();
