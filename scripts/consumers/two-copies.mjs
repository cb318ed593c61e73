// Two copies of the package in one program, as npm makes them for two dependencies: elements, contexts, errors and
// types of one are good for the other.
import { STRICT, tsconfig } from './program/files.mjs';

const library = `import { createContext, Gather, Hangup, Response, render, SpeakSentence, useContext } from 'bxml-jsx';
export { BxmlError, Gather, render, renderAsync, Response } from 'bxml-jsx';
export { EventError } from 'bxml-jsx/events';
export const Language = createContext('en');
export const Greeting = () => <SpeakSentence>{useContext(Language)}</SpeakSentence>;
export const wrong = <Gather><Hangup /></Gather>;
export const failWith = () => render(<Response>{wrong}</Response>);
`;

const program = `import { BxmlError, Pause, render, renderAsync, Response, useContext } from 'bxml-jsx';
import { EventError } from 'bxml-jsx/events';
import { parse } from 'bxml-jsx/parse';
import * as copy from 'library';
declare const console: { log(...values: unknown[]): void };

const Later = async () => <copy.Language.Provider value="es"><copy.Greeting /><Ours /></copy.Language.Provider>;
const Ours = () => useContext(copy.Language) === 'es' && <Pause />;

console.log(render === copy.render, Response as unknown === copy.Response);
console.log(await renderAsync(<Response><Later /></Response>));
console.log(await copy.renderAsync(<copy.Response><Later /></copy.Response>));
console.log(copy.render(parse('<Response><Hangup/></Response>')));
try {
  render(<Response>{copy.wrong}</Response>);
} catch (error) {
  console.log(error instanceof BxmlError, error instanceof copy.BxmlError);
}
try {
  copy.failWith();
} catch (error) {
  const failure: BxmlError = error as InstanceType<typeof copy.BxmlError>;
  console.log(failure instanceof BxmlError, failure.name, failure.code);
}
const refused: EventError = new copy.EventError('event.not-object', 'It is no event.');
console.log(refused instanceof EventError, refused.name, refused.code);
// @ts-expect-error the mistakes of one are mistakes to the other
export const mistake = () => <Response><copy.Gather gatherURL="/" /></Response>;
`;

const document =
  '<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>es</SpeakSentence><Pause/></Response>\n';

export default ['5.9', '6', '7'].map((version) => ({
  name: `two copies, tsc ${version}`,
  files: {
    'src/main.tsx': program,
    'tsconfig.json': tsconfig(STRICT),
    'library/package.json': JSON.stringify({
      name: 'library',
      type: 'module',
      exports: { types: './dist/index.d.ts', default: './dist/index.js' },
    }),
    'library/src/index.tsx': library,
    'library/tsconfig.json': tsconfig({ ...STRICT, rootDir: 'src', declaration: true }),
    'install.js': `import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
const bxml = dirname(dirname(fileURLToPath(import.meta.resolve('bxml-jsx'))));
cpSync(bxml, 'library/node_modules/bxml-jsx', { recursive: true });
cpSync('library', 'node_modules/library', { recursive: true });
`,
  },
  commands: [
    { run: [`typescript-${version}/bin/tsc`, '-p', 'library'] },
    { run: ['node', 'install.js'] },
    { run: [`typescript-${version}/bin/tsc`, '-p', '.'] },
    { run: ['node', 'dist/src/main.js'] },
  ],
  prints: `false false
${document}${document}<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>
true false
false BxmlError gather.children
false EventError event.not-object
`,
}));
