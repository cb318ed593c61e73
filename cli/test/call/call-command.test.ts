import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCommand } from '../../src/call/call-command.js';
import { CommandError } from '../../src/terminal/command-error.js';

const test = suite('commands of a call');

for (const [line, command] of [
  ['1', { kind: 'press', keys: '1', now: false }],
  ['12#', { kind: 'press', keys: '12#', now: false }],
  ['*', { kind: 'press', keys: '*', now: false }],
  ['1A', { kind: 'press', keys: '1A', now: false }],
  ['press 1 2 #', { kind: 'press', keys: '12#', now: false }],
  ['press d', { kind: 'press', keys: 'd', now: false }],
  ['PRESS 1 now', { kind: 'press', keys: '1', now: true }],
  ['  say hello, world ', { kind: 'say', words: 'hello, world' }],
  ['say "hello"', { kind: 'say', words: 'hello' }],
  ['speak 5', { kind: 'speak', seconds: 5 }],
  ['wait 10', { kind: 'wait', seconds: 10 }],
  ['wait 1.5s', { kind: 'wait', seconds: 1.5 }],
  ['wait 2m', { kind: 'wait', seconds: 120 }],
  ['waits 1 hour', { kind: 'wait', seconds: 3600 }],
  ['silence', { kind: 'silence' }],
  ['timeout', { kind: 'silence' }],
  ['hang-up', { kind: 'hang-up' }],
  ['hang up', { kind: 'hang-up' }],
  ['hangup', { kind: 'hang-up' }],
  ['answer', { kind: 'phone', outcome: 'answer' }],
  ['answer +15551230101', { kind: 'phone', outcome: 'answer', to: '+15551230101' }],
  ['answer +15551230101 after 4', { kind: 'phone', outcome: 'answer', to: '+15551230101', after: 4 }],
  ['answer after 4', { kind: 'phone', outcome: 'answer', after: 4 }],
  ['busy', { kind: 'phone', outcome: 'busy' }],
  ['no answer', { kind: 'phone', outcome: 'no-answer' }],
  ['no-answer sip:desk@pbx.example', { kind: 'phone', outcome: 'no-answer', to: 'sip:desk@pbx.example' }],
  ['reject', { kind: 'phone', outcome: 'reject' }],
  ['fail', { kind: 'phone', outcome: 'fail' }],
  ['human', { kind: 'detected', as: 'human' }],
  ['machine after 3', { kind: 'detected', as: 'answering-machine', after: 3 }],
  ['accept', { kind: 'refer', succeeds: true }],
  ['decline 486', { kind: 'refer', succeeds: false, status: 486 }],
  ['as +15551230101 press 1', { kind: 'press', keys: '1', now: false, party: '+15551230101' }],
  ['as +15551230101 (2) hang up', { kind: 'hang-up', party: '+15551230101 (2)' }],
  ['hears', { kind: 'hears' }],
  ['hears press one', { kind: 'hears', words: 'press one' }],
  ['status', { kind: 'status' }],
  ['?', { kind: 'help' }],
  ['exit', { kind: 'quit' }],
  ['save call.test.ts', { kind: 'save', file: 'call.test.ts' }],
] as const) {
  test(`${line} is ${command.kind}`, () => assert.equal(parseCommand(line), command));
}

for (const [line, message, hint] of [
  ['pres 1', 'Unknown command "pres".', 'Did you mean press?'],
  ['hangu', 'Unknown command "hangu".', 'Did you mean hang-up?'],
  ['bussy', 'Unknown command "bussy".', 'Did you mean busy?'],
  ['xyzzy', 'Unknown command "xyzzy".', 'help lists the commands.'],
  ['bad', 'Unknown command "bad".', ''],
  ['press', 'press needs keys of 0-9, *, #, A-D.', 'Write press 12#'],
  ['press x', 'press needs keys of 0-9, *, #, A-D, not "x".', ''],
  ['say', 'The command has no argument: say WORDS.', ''],
  ['wait', '"" is not a duration.', 'Write wait SECONDS, such as 10, 90s or 2m.'],
  ['wait soon', '"soon" is not a duration.', ''],
  ['wait -1', '"-1" is not a duration.', ''],
  ['status now', 'status takes no argument; found "now".', ''],
  ['decline 200', 'expected a SIP status from 300 to 699.', ''],
  ['as +15551230101', 'as needs a number and a command.', 'Write as +15551230101 press 1.'],
  ['as +15551230101 status', 'A called party cannot status.', 'It can press, say'],
  ['answer +1 now please', 'answer is followed by "+1 now please", which is not a number.', ''],
  ['human nature', 'human takes no argument except after SECONDS.', ''],
] as const) {
  test(`${line} is refused: ${message}`, () => {
    try {
      parseCommand(line);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, CommandError);
      assert.match((error as CommandError).message, message);
      assert.match((error as CommandError).hint ?? '', hint);
    }
  });
}

test.run();
