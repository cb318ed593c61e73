import { type ElementProps, hasAttribute } from '../jsx/element.js';
import { AttributePath } from '../values/attribute-path.js';
import type { PathAttribute } from '../values/compiled-attribute.js';
import { type SsmlDefinition, ssmlVocabulary } from './ssml-elements.js';

/** An SSML element, with the tags written so far. */
export interface SsmlElement {
  readonly definition: SsmlDefinition;
  readonly path: AttributePath<PathAttribute>;
  readonly close: string;
}

const elements = new Map<string, SsmlElement>();

/** Returns the SSML element of that name; `undefined` if there is none. */
export function ssmlElement(name: string): SsmlElement | undefined {
  const known = elements.get(name);
  if (known !== undefined) return known;
  const definition = ssmlVocabulary().get(name);
  if (definition === undefined) return undefined;
  const attributes = Object.keys(definition.attributes).map(
    (attribute) => [attribute, { name: attribute, lead: ` ${attribute}="`, isSecret: false, bit: 0 }] as const,
  );
  const element = { definition, path: new AttributePath(name, new Map(attributes)), close: `</${name}>` };
  elements.set(name, element);
  return element;
}

/** True if a required attribute is missing. */
export function lacksRequired({ required, requiredIf }: SsmlDefinition, props: ElementProps): boolean {
  if (!required.every((name) => hasAttribute(props, name))) return true;
  if (requiredIf === undefined || props[requiredIf.when] !== requiredIf.is) return false;
  return !hasAttribute(props, requiredIf.attribute);
}
