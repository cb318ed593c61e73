// The compared libraries: the JSX runtime that compiles their documents, replacements for imports, the render function,
// and the package whose import is timed. Documents are written once, for bxml-jsx. For other libraries the elements are
// plain names, numbers are numbers, and `values` has the remaining differences. The two builders have no JSX:
// `libraries/` has a few lines that call the builder directly, without a tree in between.

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
    // This library leaves the escaping of text to its user, in attributes too; an unescaped & makes the document
    // malformed.
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
