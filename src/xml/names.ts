const START =
  'A-Za-z_:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd';

/** The characters of names beyond U+FFFF, U+10000 to U+EFFFF, come as pairs of surrogates. */
const PAIR = '[\\ud800-\\udb7f][\\udc00-\\udfff]';
const FURTHER = `[${START}\\u00b7\\u0300-\\u036f\\u203f\\u2040.0-9-]*`;

/** The source of a regular expression that matches a name of an XML element or attribute. */
export const XML_NAME_SOURCE = `(?:[${START}]|${PAIR})${FURTHER}(?:${PAIR}${FURTHER})*`;

const XML_NAME = new RegExp(`^${XML_NAME_SOURCE}$`);

/** Whether an element or an attribute may be called so. */
export function isXmlName(name: string): boolean {
  return XML_NAME.test(name);
}
