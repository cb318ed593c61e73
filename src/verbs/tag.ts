import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link Tag}. */
export interface TagProps {
  /** The new tag, better within 256 characters; white space around it is dropped. Without text the tag is cleared. */
  children?: TextOnly | undefined;
}

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
    text: {
      expected: 'the new tag',
      required: false,
      safeLength: 256,
      tooLong: 'tag.length',
      hint: () => 'Keep the data yourself, and put its key into the tag.',
    },
    instant: true,
    contexts: { conference: false },
    names: { unknownAttribute: 'tag.no-attributes' },
  });
});
