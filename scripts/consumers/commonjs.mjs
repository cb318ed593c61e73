// CommonJS programs `require` the ES modules: plain JavaScript, and TSX that tsc compiles to CommonJS.
import { printsInDevelopment, program, STRICT, tsconfig } from './program/files.mjs';

const script = `const { inspect } = require('node:util');
const { Response, Hangup, Gather, render, BxmlError } = require('bxml-jsx');
const { jsx } = require('bxml-jsx/jsx-runtime');
const { parse } = require('bxml-jsx/parse');
const { webhooks } = require('bxml-jsx/koa');
const { eventTypes } = require('bxml-jsx/events');
console.log(render(parse(render(jsx(Response, { children: jsx(Hangup, {}) })))));
console.log(typeof webhooks({ initiate: () => jsx(Response, {}) }), eventTypes.includes('initiate'));
try {
  render(jsx(Response, { children: jsx(Gather, { children: jsx(Hangup, {}) }) }));
} catch (error) {
  console.log(error instanceof BxmlError, error.code);
}
// A trace has the public name of the error, whatever bundling made of the class.
try {
  webhooks({ initate: () => null });
} catch (error) {
  console.log(inspect(error).split('\\n')[0]);
}
`;

export default [
  ...['20', '22', '24'].map((node) => ({
    name: `CommonJS on Node ${node}`,
    type: 'commonjs',
    files: { 'main.js': script },
    commands: [{ run: ['node', 'main.js'], node }],
    prints: `<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>
function true
true gather.children
BxmlError: There is no event called "initate".
`,
  })),
  ...['5.9', '6', '7'].map((version) => ({
    name: `CommonJS compiled by tsc ${version}`,
    type: 'commonjs',
    files: { ...program, 'tsconfig.json': tsconfig(STRICT) },
    commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.'] }, { run: ['node', 'dist/src/main.js'] }],
    prints: printsInDevelopment(),
  })),
];
