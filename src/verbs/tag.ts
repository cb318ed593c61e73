import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link Tag}. */
export interface TagProps {
  /** The new tag, preferably at most 256 characters. White space at both ends is removed. Without text, the tag is cleared. */
  children?: TextOnly | undefined;
}

/**
 * Sets the tag of the call, which Bandwidth sends with all later events until it is changed. The next verb runs
 * immediately.
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
      hint: () => 'Store the data yourself and put its key in the tag.',
    },
    instant: true,
    contexts: { conference: false },
    names: { unknownAttribute: 'tag.no-attributes' },
  });
});
