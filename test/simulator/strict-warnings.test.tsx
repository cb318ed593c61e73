// Warnings that fail a step in strict mode: the message lists all warnings of the document, each with its line and fix.
import { Gather, Response, StartRecording } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('warnings in strict mode');

const warned = () => (
  <Response>
    <Gather maxDigits={1} firstDigitTimeout={1} />
    <Gather maxDigits={2} firstDigitTimeout={1} />
    <StartRecording />
  </Response>
);

test('with webhooks of this package, the message has the path, the JSX line and the fix of each warning', async () => {
  const platform = simulate(webhooks({ initiate: warned, disconnect: () => undefined }));
  const { code, message } = await failureOf(platform.call());
  assert.is(code, 'call.strict');
  const [head = ''] = message.split('the end of the timeline:');
  assert.is(head.match(/gather\.no-url: /g)?.length, 2, head);
  assert.match(head, /at (?:initiate|warned) > Response > Gather \(.*strict-warnings\.test\.tsx:14:\d+\)\n {4,}\S/);
  assert.match(head, /at (?:initiate|warned) > Response > Gather \(.*strict-warnings\.test\.tsx:15:\d+\)/);
  assert.match(head, 'startRecording.last: ');
});

test('with other applications, the message has the position in the document', async () => {
  const { platform } = simulated({ '/call': '<Gather firstDigitTimeout="1"/><Gather firstDigitTimeout="1"/>' });
  const { message } = await failureOf(platform.call({ url: '/call' }));
  const [head = ''] = message.split('the end of the timeline:');
  assert.match(head, /gather\.no-url: .*\n {4,}at Response > Gather \(line 1, column 11\)\n {4,}\S/);
  assert.is(head.match(/gather\.no-url: /g)?.length, 2, head);
});

test('an allowed warning is omitted', async () => {
  const app = webhooks({ initiate: warned, disconnect: () => undefined });
  const { message } = await failureOf(simulate(app, { allow: ['gather.no-url'] }).call());
  const [head = ''] = message.split('the end of the timeline:');
  assert.match(head, 'startRecording.last: ');
  assert.not.match(head, 'gather.no-url');
});

test.run();
