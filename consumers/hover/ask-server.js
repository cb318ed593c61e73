// Prints the hover text of each name, from a TypeScript that is only a language server.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [compiler, file, ...names] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const uri = pathToFileURL(resolve(file)).href;
const server = spawn(process.execPath, [compiler, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = new Map();
let received = Buffer.alloc(0);

server.stdout.on('data', (chunk) => {
  received = Buffer.concat([received, chunk]);
  for (let message = nextMessage(); message !== undefined; message = nextMessage()) {
    if (message.method === undefined) answers.get(message.id)(message);
    // Requests of the server are refused: settings and watchers are not needed here.
    else if (message.id !== undefined) send({ id: message.id, error: { code: -32601, message: 'not here' } });
  }
});

function nextMessage() {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end).toString())[1]);
  if (received.length < end + 4 + length) return undefined;
  const message = JSON.parse(received.subarray(end + 4, end + 4 + length).toString());
  received = received.subarray(end + 4 + length);
  return message;
}

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

let requests = 0;
const ask = (method, params) =>
  new Promise((done) => {
    answers.set(++requests, done);
    send({ id: requests, method, params });
  });

function positionOf(name) {
  const before = text.slice(0, text.lastIndexOf(name) + 1).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(resolve('.')).href, capabilities: {} });
send({ method: 'initialized', params: {} });
send({
  method: 'textDocument/didOpen',
  params: { textDocument: { uri, languageId: 'typescriptreact', version: 1, text } },
});
for (const name of names) {
  const { result } = await ask('textDocument/hover', { textDocument: { uri }, position: positionOf(name) });
  const said = result?.contents?.value ?? '';
  // The signature comes first, in a code block, and the documentation follows.
  const documentation = said.replace(/```[\s\S]*?```/g, '').trim();
  console.log(`${name}: ${documentation.length > 5 ? 'documented' : `nothing but ${JSON.stringify(said)}`}`);
}
await ask('shutdown');
send({ method: 'exit' });
server.stdin.end();
