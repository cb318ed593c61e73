// Every library that is compared: whose JSX its documents are compiled with, what their imports stand for, what renders
// them, and the package whose import is timed. The documents are written once, for bxml-jsx. For the others their
// elements are plain names, their numbers are numbers, and what else differs is in `values`. The two builders have no
// JSX: theirs is a few lines of ours that calls the builder (`libraries/`), without a tree in between.

export const FLOOR = 'floor';
export const OURS = 'bxml-jsx';
export const KITA = '@kitajs/html';

const same = '(value) => value';
const values = ({ imports = '', text = same, attribute = same, flag = same }) => `
${imports}
export const text = ${text};
export const attribute = ${attribute};
export const flag = ${flag};
`;
const noContext = `
export const createContext = () => ({ Provider: ({ children }) => children });
export const useContext = () => undefined;
`;

export const libraries = {
  [FLOOR]: { floor: true },
  [OURS]: { jsxImportSource: 'bxml-jsx', imports: '../dist/index.js', render: `export { render } from 'bxml-jsx';` },
  [KITA]: {
    jsxImportSource: '@kitajs/html',
    imports: '@kitajs/html',
    render: 'export const render = (html) => html;',
    context: noContext,
    // Text from data is the user's to escape, in attributes too: without, an & makes the document ill-formed.
    values: values({
      imports: `import { escapeHtml } from '@kitajs/html';`,
      text: 'escapeHtml',
      attribute: 'escapeHtml',
      flag: 'String',
    }),
    lacksContext: true,
  },
  'hono/jsx': {
    jsxImportSource: 'hono/jsx',
    imports: 'hono/jsx',
    render: 'export const render = (node) => String(node);',
    context: `export { createContext, useContext } from 'hono/jsx';`,
    values: values({ flag: 'String' }),
  },
  preact: {
    jsxImportSource: 'preact',
    imports: 'preact-render-to-string',
    render: `export { render } from 'preact-render-to-string';`,
    context: `export { createContext } from 'preact'; export { useContext } from 'preact/hooks';`,
    values: values({ flag: 'String' }),
  },
  twilio: builder('twilio'),
  'bandwidth-sdk': builder('bandwidth-sdk'),
};

function builder(name) {
  return {
    jsxImportSource: `builder:${name}`,
    imports: name,
    render: `export { render } from 'builder:${name}/jsx-runtime';`,
    context: noContext,
    values: values({}),
    lacksContext: true,
  };
}
