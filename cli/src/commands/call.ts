import type { Command } from 'commander';
import type { CallOptions, StartCallOptions } from '../call/call-client.js';
import type { TerminalOptions } from '../call/hold-call.js';
import { addLoadOptions } from './load-options.js';
import type { Register } from './work.js';

const append = (value: string, values: readonly string[] = []): readonly string[] => [...values, value];

/** The commands for a call that stays, with their arguments. Each is a line of the call. */
const STEPS: readonly (readonly [name: string, args: string, about: string])[] = [
  ['press', '<keys...>', 'press keys: 1, 12#'],
  ['say', '<words...>', 'speak words'],
  ['speak', '<seconds>', 'speak for a time, without words'],
  ['wait', '<seconds>', 'do nothing for a time: 10, 90s, 2m'],
  ['silence', '', 'do nothing until the call continues by itself'],
  ['hears', '[words...]', 'print what was heard since the last step; with words, wait for them'],
  ['answer', '[number...]', 'the phone that rings answers'],
  ['busy', '[number...]', 'the phone that rings is busy'],
  ['no-answer', '[number...]', 'the phone rings until the call gives up'],
  ['reject', '[number...]', 'the phone that rings declines'],
  ['fail', '[number...]', 'the attempt fails on the platform'],
  ['human', '', 'a person answers an outbound call with machine detection'],
  ['machine', '', 'an answering machine answers it'],
  ['accept', '', 'a REFER succeeds'],
  ['decline', '[status]', 'a REFER fails'],
  ['as', '<number> <command...>', 'the called party presses, says, speaks, hears or hangs up'],
  ['hang-up', '', 'hang up'],
  ['status', '', 'print what the call does and waits for'],
  ['timeline', '', 'print everything that happened'],
  ['documents', '', 'print the documents of the application'],
  ['save', '<file>', 'write the call so far as a test'],
];

/** `bxml call`: holds a call. */
export const registerCall: Register = (program, start) => {
  const call = program.command('call');
  call
    .description('Hold a call with an application: on the terminal, or one step a command.')
    .usage(
      '[options] URL|MODULE\n       bxml call start [options] URL|MODULE, then bxml call press 1, hears, status, hang-up, stop …',
    )
    .argument('[target]', 'a module such as src/app.tsx, or the URL of a running server')
    .addHelpText('after', EXAMPLES);
  addCallOptions(call.enablePositionalOptions());
  call.action((target: string | undefined, options: TerminalOptions) =>
    start(async (io) => {
      const { holdOptions } = await import('../call/hold-options.js');
      const given = holdOptions(
        io,
        target,
        options,
        call.commands.map((each) => each.name()),
      );
      const hold = async (inner: typeof io) => (await import('../call/hold-call.js')).holdCall(inner, given);
      const { guarded } = await import('../load/guarded-process.js');
      return guarded(hold)(io);
    }),
  );

  const begin = call
    .command('start')
    .description('Begin a call that stays, for the commands below.')
    .argument('<target>', 'a module or a URL');
  addCallOptions(begin);
  begin
    .option('--name <name>', 'the name of the call, for several at once (default: call)')
    .option('--idle <minutes>', 'end the call after this time without a command (default: 30)')
    .action((target: string, options: StartCallOptions) =>
      start(async (io) => {
        const { startOptions } = await import('../call/hold-options.js');
        return (await import('../call/call-client.js')).startCall(io, startOptions(io, target, options));
      }),
    );

  for (const [name, args, about] of STEPS) {
    const step = call.command(`${name} ${args}`.trim()).description(about);
    addNameOptions(step).action(() =>
      start(async (io) =>
        (await import('../call/call-client.js')).commandCall(
          io,
          [name, ...step.args].join(' '),
          step.opts<CallOptions>(),
        ),
      ),
    );
  }
  addNameOptions(call.command('stop').description('Hang up and end the call that stays.')).action(
    (options: CallOptions) => start(async (io) => (await import('../call/call-client.js')).stopCall(io, options)),
  );
  addNameOptions(call.command('list').description('Print the calls that stay.')).action((options: CallOptions) =>
    start(async (io) => (await import('../call/call-client.js')).listCalls(io, options)),
  );
  call
    .command('host', { hidden: true })
    .action(() => start(async (io) => (await import('../call/call-process.js')).holdInBackground(io)));
};

function addNameOptions(command: Command): Command {
  return command.option('--name <name>', 'the name of the call').option('--json', 'print the step as JSON');
}

function addCallOptions(command: Command): void {
  addLoadOptions(command)
    .option('--from <number>', 'the number of the caller')
    .option('--to <number>', 'the number that is called')
    .option('--display-name <name>', 'the name of the caller')
    .option('--sip-header <header>', 'a SIP header of an inbound call: X-Ticket=17', append)
    .option('-F, --field <name=value>', 'any field of the initiate event', append)
    .option(
      '-u, --user <name:password>',
      'credentials of the application, sent after a 401; or BXML_USER and BXML_PASSWORD',
    )
    .option('--method <method>', 'GET or POST (default: POST)')
    .option('--outbound', 'the application calls a phone: the URL receives the answer event')
    .option('--machine-detection <mode>', 'sync or async, for an outbound call')
    .option('--disconnect-url <url>', 'receives disconnect of an outbound call')
    .option('--call-timeout <seconds>', 'how long the phone of an outbound call rings')
    .option('--tag <tag>', 'the tag of an outbound call')
    .option('--patience <seconds>', 'real seconds that a request may take (default: 15)')
    .option('--within <seconds>', 'virtual seconds that pass at most until the call waits for something (default: 120)')
    .option(
      '--api <port>',
      'serve the REST API on this port, 0 for a free one: the application can place and change calls',
    )
    .option(
      '--placed <outcome>',
      'for --api: what phones do that the application calls: ask, answer, busy, no-answer, reject, fail, human, machine (default: ask)',
    )
    .option('--account-id <id>', 'for --api: the account (default: 5500000)')
    .option('--application-id <id>', 'for --api: the voice application of the calls')
    .option('--save <file>', 'write the call as a test at its end')
    .option('--force', 'replace the file of --save')
    .option('--json', 'print each step as a line of JSON');
}

const EXAMPLES = `
Commands on the prompt, and in lines of standard input: 1, 12#, say hello, wait 10, hang up, answer, busy, no answer,
as +15551230101 press 1, status, timeline, documents, save call.test.ts, help, quit.

Exit status: 0 nothing wrong, 1 a step failed or a problem was found, 2 the call could not be held.

Examples:
  bxml call src/app.tsx
  bxml call http://localhost:3000/voice --from +15551230009 --save call.test.ts
  echo "1" | bxml call src/app.tsx --json
  bxml call src/app.tsx --api 0             # for an application that places or changes calls
  bxml call start src/app.tsx && bxml call press 1 && bxml call hears "for sales" && bxml call stop`;
