// The pairs of one's own that a web socket is told at its beginning.
import type { NoChildrenAllowed } from '../jsx/element.js';
import { quoted } from '../problems/inspect.js';
import { characterCount } from '../xml/characters.js';
import { lazyVerb } from './define/define-verb.js';
import type { VerbRule } from './define/verb-definition.js';

/** A name and a value of your own. */
interface ParameterProps {
  /** The name, at most 256 characters. Each name once: a repeated one overwrites the other. */
  name: string;
  /** The value, at most 2048 characters. */
  value: string;
}

/**
 * The rules of {@link ParameterProps}, but for the lengths: they have an id of their own, which a missing attribute
 * must not share.
 */
const parameter = {
  name: { type: 'string', required: true },
  value: { type: 'string', required: true },
} as const;

const MOST_CHARACTERS = { name: 256, value: 2048 } as const;

/** What the elements have in common that hold one such pair, and differ in the verb that they stand in. */
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

/** The length of a name or a value is bounded. */
function tooLong(id: string, element: string, attribute: keyof typeof MOST_CHARACTERS): VerbRule<ParameterProps> {
  const most = MOST_CHARACTERS[attribute];
  return {
    id,
    level: 'error',
    about: [attribute],
    check({ props }) {
      const given = props[attribute];
      if (given == null || given.length <= most) return undefined;
      const length = characterCount(given);
      if (length <= most) return undefined;
      return {
        message: `${attribute} on <${element}> has ${length} characters; at most ${most} are allowed.`,
        hint: attribute === 'value' ? 'Keep the data yourself, and send its key.' : `Shorten it to ${most} characters.`,
      };
    },
  };
}

/** Warns about a name that an earlier one of the same parent has. */
function repeatedName(id: string, element: string): VerbRule<ParameterProps> {
  return {
    id,
    level: 'warning',
    check(context) {
      const { name } = context.props;
      if (name == null || !context.repeated(`${element} ${name}`)) return undefined;
      return {
        message: `name on <${element}> is ${quoted(name)}, as on an earlier <${element}>; one overwrites the other.`,
        hint: 'Give each a name of its own.',
      };
    },
  };
}

/** Props of {@link StreamParam}. */
export interface StreamParamProps extends ParameterProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * A name and a value of your own that the server of a `<StartStream>` is told in its first message, `start`.
 *
 * @example
 * <StreamParam name="language" value="en" />
 */
export const StreamParam = lazyVerb<StreamParamProps>('StreamParam', (define) => {
  return define(parameterOf('StreamParam', 'streamParam', 'StartStream'));
});

/** Props of {@link CustomParam}. */
export interface CustomParamProps extends ParameterProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * A name and a value of your own that the server of a `<StartTranscription>` is told in its first message, `start`.
 *
 * @example
 * <CustomParam name="language" value="en" />
 */
export const CustomParam = lazyVerb<CustomParamProps>('CustomParam', (define) => {
  return define(parameterOf('CustomParam', 'customParam', 'StartTranscription'));
});
