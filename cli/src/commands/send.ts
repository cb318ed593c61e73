import type { SendOptions } from '../send/send.js';
import type { Register } from './work.js';

const append = (value: string, values: readonly string[] = []): readonly string[] => [...values, value];

/** `bxml send`: sends one event to an application. */
export const registerSend: Register = (program, start) => {
  const command = program.command('send');
  command
    .description('Send one realistic event to a URL, and check the answer as Bandwidth does.')
    .usage('EVENT [options] URL')
    .argument('[args...]', 'the event, its fields as options (--digits 1), and the URL')
    .option('-F, --field <name=value>', 'set any field: dots for nested fields, JSON for values', append)
    .option('-f, --file <file>', 'read the event from a JSON file; - for standard input')
    .option('-g, --get', 'send the event in the query, as for a URL with the method GET')
    .option(
      '-u, --user <name:password>',
      'credentials, sent after a 401 as Bandwidth does; or BXML_USER and BXML_PASSWORD',
    )
    .option('-H, --header <header>', 'add a header: "name: value"', append)
    .option('-t, --timeout <seconds>', 'wait this long for the answer', '15')
    .option('--json', 'print the outcome as JSON')
    .option('--raw', 'print the body of the answer, unchanged')
    .option('-h, --help', 'print this help; after an event, its fields')
    .helpOption(false)
    // The options of fields depend on the event.
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Exit status: 0 the answer is accepted, 1 it is refused, 2 no answer came.

Examples:
  bxml send initiate http://localhost:3000/voice
  bxml send gather --digits 1 http://localhost:3000/menu
  bxml send disconnect --cause busy --tag order-4711 localhost:3000/status
  bxml send initiate --field sipHeaders.X-Ticket=17 --user voice:secret https://app.example/voice
  bxml send --file event.json --get http://localhost:3000/menu`,
    )
    .action((args: string[], options: SendOptions) =>
      start(async (io) => (await import('../send/send.js')).send(io, args, options, helpOf(command))),
    );
};

/** Returns the help with its examples. */
function helpOf(command: Parameters<Register>[0]): string {
  let text = '';
  const { writeOut } = command.configureOutput();
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  command.configureOutput(writeOut === undefined ? {} : { writeOut });
  return text;
}
