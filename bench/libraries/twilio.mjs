// JSX for Twilio's builder. An element is a function that adds itself to its parent with the builder's own methods,
// because in the builder only a parent creates its children; there is no tree in between.
import twilio from 'twilio';

export function jsx(type, { children, ...attributes }) {
  if (typeof type === 'function') return type({ children, ...attributes });
  if (type === 'Response') {
    return () => {
      const response = new twilio.twiml.VoiceResponse();
      add(children, response);
      return response.toString();
    };
  }
  return (parent) => add(children, parent.addChild(type, attributes));
}
export const jsxs = jsx;

export const Fragment = ({ children }) => children;

export const render = (response) => response();

function add(child, parent) {
  if (typeof child === 'function') child(parent);
  else if (typeof child === 'string') parent.addText(child);
  else if (typeof child === 'number') parent.addText(String(child));
  else if (Array.isArray(child)) for (const one of child) add(one, parent);
}
