import type { VerbRule } from '../define/verb-definition.js';

/** Warns about terminating digits that no telephone key sends. */
export function unpressableKeys(id: string): VerbRule<{ terminatingDigits?: string | undefined }> {
  return {
    id,
    level: 'warning',
    about: ['terminatingDigits'],
    check({ props }) {
      const odd = props.terminatingDigits?.match(/[^0-9*#A-Da-d]/u)?.[0];
      if (odd === undefined) return undefined;
      return {
        message: `terminatingDigits holds ${JSON.stringify(odd)}, which can never be pressed; keys are 0-9 * # A-D.`,
      };
    },
  };
}
