// Every library that is compared: how its JSX is compiled, what renders it, and the package whose import is timed.
const names = ['Response', 'Gather', 'SpeakSentence', 'PlayAudio', 'Transfer', 'PhoneNumber'];
const plainNames = `const elements = { ${names.map((name) => `${name}: '${name}'`).join(', ')} };`;

/** A program that exports `documents`, of a library whose elements are plain names. */
const jsx = (imports, render, text = '(value) => value') => `
${imports}
import { documentsWith } from './documents.tsx';
${plainNames}
const trees = documentsWith(elements, ${text});
const render = ${render};
export const documents = Object.fromEntries(Object.entries(trees).map(([name, tree]) => [name, (input) => render(tree(input))]));
`;

export const libraries = {
  'template literal': { source: `export { documents } from './floor.mjs';` },
  'bxml-jsx': {
    jsxImportSource: 'bxml-jsx',
    imports: '../dist/index.js',
    source: `
import { ${names.join(', ')}, render } from 'bxml-jsx';
import { documentsWith } from './documents.tsx';
const trees = documentsWith({ ${names.join(', ')} }, (value) => value);
export const documents = Object.fromEntries(Object.entries(trees).map(([name, tree]) => [name, (input) => render(tree(input))]));
`,
  },
  '@kitajs/html': {
    jsxImportSource: '@kitajs/html',
    imports: '@kitajs/html',
    source: jsx(`import { escapeHtml } from '@kitajs/html';`, '(html) => html', 'escapeHtml'),
  },
  'hono/jsx': { jsxImportSource: 'hono/jsx', imports: 'hono/jsx', source: jsx('', '(node) => node.toString()') },
  'preact-render-to-string': {
    jsxImportSource: 'preact',
    imports: 'preact-render-to-string',
    source: jsx(`import { render as toString } from 'preact-render-to-string';`, 'toString'),
  },
  'twilio (builder)': { imports: 'twilio', source: `export { documents } from './twilio.mjs';` },
  'bandwidth-sdk': { imports: 'bandwidth-sdk', source: `export { documents } from './bandwidth-sdk.mjs';` },
};
