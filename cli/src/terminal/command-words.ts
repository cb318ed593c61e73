// Messages of the library are about a test that calls it. On the command line, its options and steps have other names.

/** What the messages name, and what the command has instead. */
const WORDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/No server is listening: (?:\w*Error: )*connect ECONNREFUSED (\S+)/g, 'no server listens at $1'],
  [/(?:\w*Error: )*connect ECONNREFUSED (\S+)/g, 'no server listens at $1'],
  [/(?:\w*Error: )*getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)/g, 'cannot find the host $1'],
  [/(?:\w*Error: )*bad port/g, 'HTTP clients refuse this port'],
  [
    /(?:\w*Error: )*(?:read ECONNRESET|socket hang up|other side closed)/g,
    'the application closed the connection without a response',
  ],
  [
    /no response within (\S+ s) \((Nothing came[^()]*?) of real time \(option patience\)\.([^()]*)\)/g,
    'no response within $1 ($2 of real time$3)',
  ],
  [/ \((?:option patience|limits\.\w+)\)/g, ''],
  [/ in the option application or in platform\.call/g, ' of the command (--url)'],
  [/, or place an outbound call with platform\.createCall/g, ', or place an outbound call with --outbound'],
  [
    /pass application: \{ \w+: \{ username, password \} \} to simulate/g,
    'pass --user name:password, or set BXML_USER and BXML_PASSWORD',
  ],
  [
    /correct application: \{ \w+: \{ username, password \} \} to simulate/g,
    'correct --user, or BXML_USER and BXML_PASSWORD',
  ],
  [
    /the simulated application does not serve (\S+); if it does, pass [^\n]*? for a second origin/g,
    'the event goes to $1, which is not the application, and was not sent',
  ],
  [/\n *if the test expects this, write [^\n]*/g, ''],
];

/** Returns a message of the library in the words of the command. */
export const commandWords = (message: string): string =>
  WORDS.reduce((text, [pattern, words]) => text.replace(pattern, words), message);
