// JSX for the vendor's SDK. An element is an object of the SDK's own class, created immediately. SSML is markup in the
// text, as in the SDK. Custom verbs are objects of the base classes of its verbs.
import sdk from 'bandwidth-sdk';
import nestable from 'bandwidth-sdk/dist/models/bxml/NestableVerb.js';
import base from 'bandwidth-sdk/dist/models/bxml/Verb.js';

const ofText = new Set('SpeakSentence PlayAudio PhoneNumber SipUri SendDtmf Conference Bridge Endpoint'.split(' '));
const ofAttributesAndVerbs = new Set('Gather Transfer StartStream StartTranscription'.split(' '));
const ofOurOwn = {
  Whisper: (attributes, children) => new base.Verb('Whisper', textOf(children), attributes),
  Question: (attributes, children) => new base.Verb('Question', textOf(children), attributes),
  Survey: (attributes, children) => new nestable.NestableVerb('Survey', undefined, attributes, verbsIn(children)),
};

export function jsx(type, { children, ...attributes }) {
  if (typeof type === 'function') return type({ children, ...attributes });
  if (ofText.has(type)) return new sdk.Bxml[type](textOf(children), attributes);
  if (ofAttributesAndVerbs.has(type)) return new sdk.Bxml[type](attributes, verbsIn(children));
  if (type === 'Response') return new sdk.Bxml.Response(verbsIn(children));
  if (type === 'Tag') return new sdk.Bxml.Tag(textOf(children));
  if (Object.hasOwn(sdk.Bxml, type)) return new sdk.Bxml[type](attributes);
  if (Object.hasOwn(ofOurOwn, type)) return ofOurOwn[type](attributes, children);
  return markup(type, attributes, children);
}
export const jsxs = jsx;

export const Fragment = ({ children }) => children;

export const render = (response) => response.toBxml();

const isNothing = (child) => child === null || child === undefined || typeof child === 'boolean';

function verbsIn(children) {
  return [children].flat(Infinity).filter((child) => !isNothing(child));
}

function textOf(children) {
  if (Array.isArray(children)) return children.map(textOf).join('');
  return isNothing(children) ? '' : String(children);
}

function markup(name, attributes, children) {
  let tag = `<${name}`;
  for (const attribute in attributes) tag += ` ${attribute}="${attributes[attribute]}"`;
  return children === undefined ? `${tag}/>` : `${tag}>${textOf(children)}</${name}>`;
}
