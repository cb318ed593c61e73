// Custom parameters that a WebSocket server receives in the first message.
import type { NoChildrenAllowed } from '../jsx/element.js';
import { quoted } from '../problems/inspect.js';
import { characterCount } from '../xml/characters.js';
import { lazyVerb } from './define/define-verb.js';
import type { VerbRule } from './define/verb-definition.js';

/** A custom name and value. */
interface ParameterProps {
  /** The name, at most 256 characters. Of two parameters with the same name, one overwrites the other. */
  name: string;
  /** The value, at most 2048 characters. */
  value: string;
}

/**
 * The attribute rules of {@link ParameterProps}. Lengths are checked by separate rules, because their rule id must not
 * be reported for a missing attribute.
 */
const parameter = {
  name: { type: 'string', required: true },
  value: { type: 'string', required: true },
} as const;

const MAX_CHARACTERS = { name: 256, value: 2048 } as const;

/** Returns the common definition of the parameter elements, which differ in the parent element. */
function parameterOf(element: string, prefix: string, parent: string) {
  return {
    attributes: parameter,
    parents: [parent],
    rules: [
      tooLong(`${prefix}.limits`, element, 'name'),
      tooLong(`${prefix}.limits`, element, 'value'),
      repeatedName(`${prefix}.unique`, element),
    ],
  };
}

/** Reports a name or a value that is too long. */
function tooLong(id: string, element: string, attribute: keyof typeof MAX_CHARACTERS): VerbRule<ParameterProps> {
  const max = MAX_CHARACTERS[attribute];
  return {
    id,
    level: 'error',
    about: [attribute],
    check({ props }) {
      const given = props[attribute];
      if (given == null || given.length <= max) return undefined;
      const length = characterCount(given);
      if (length <= max) return undefined;
      return {
        message: `${attribute} on <${element}> has ${length} characters; at most ${max} are allowed.`,
        hint: attribute === 'value' ? 'Store the data yourself and send its key.' : `Shorten it to ${max} characters.`,
      };
    },
  };
}

/** Warns about a name that an earlier parameter of the same parent has. */
function repeatedName(id: string, element: string): VerbRule<ParameterProps> {
  return {
    id,
    level: 'warning',
    check(context) {
      const { name } = context.props;
      if (name == null || !context.repeated(`${element} ${name}`)) return undefined;
      return {
        message: `name on <${element}> is ${quoted(name)}, as on an earlier <${element}>; one overwrites the other.`,
        hint: 'Use a different name for each.',
      };
    },
  };
}

/** Props of {@link StreamParam}. */
export interface StreamParamProps extends ParameterProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * A custom parameter of a `<StartStream>`. The WebSocket server receives it in the first message, `start`.
 *
 * @example
 * <StreamParam name="language" value="en" />
 */
export const StreamParam = lazyVerb<StreamParamProps>('StreamParam', (define) => {
  return define(parameterOf('StreamParam', 'streamParam', 'StartStream'));
});

/** Props of {@link CustomParam}. */
export interface CustomParamProps extends ParameterProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * A custom parameter of a `<StartTranscription>`. The WebSocket server receives it in the first message, `start`.
 *
 * @example
 * <CustomParam name="language" value="en" />
 */
export const CustomParam = lazyVerb<CustomParamProps>('CustomParam', (define) => {
  return define(parameterOf('CustomParam', 'customParam', 'StartTranscription'));
});
