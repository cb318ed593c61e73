import type { TextOnly } from '../jsx/element.js';
import { characterCount } from '../xml/characters.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link Tag}. */
export interface TagProps {
  /** The new tag, better within 256 characters; white space around it is dropped. Without text the tag is cleared. */
  children?: TextOnly | undefined;
}

const SAFE_LENGTH = 256;

/**
 * Sets the tag of the call, which comes back with every later event until it is changed, and goes on with the next verb
 * at once.
 *
 * @example
 * <Tag>{orderNumber}</Tag>
 */
export const Tag = lazyVerb<TagProps>('Tag', (define) => {
  return define({
    attributes: {},
    content: 'text',
    text: { expected: 'the new tag', required: false },
    instant: true,
    contexts: { conference: false },
    names: { unknownAttribute: 'tag.no-attributes' },
    rules: [
      {
        id: 'tag.length',
        level: 'warning',
        check({ text }) {
          if (text.length <= SAFE_LENGTH) return undefined;
          const length = characterCount(text);
          if (length <= SAFE_LENGTH) return undefined;
          return {
            message: `The text of <Tag> has ${length} characters; only tags of at most ${SAFE_LENGTH} are known to work.`,
            hint: 'Keep the data yourself, and put its key into the tag.',
          };
        },
      },
    ],
  });
});
