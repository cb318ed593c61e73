const { inspect } = require('node:util');
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
// A stack has the public name of the error, even if the bundler renamed the class.
try {
  webhooks({ initate: () => null });
} catch (error) {
  console.log(inspect(error).split('\n')[0]);
}
