import type { Entry } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';

/** Copies a link to an entry. */
export function LinkButton({ entry }: { readonly entry: Entry }) {
  const copy = useCopy();
  return (
    <button
      type="button"
      aria-label="Copy link"
      title="Copy a link to this moment"
      onClick={() => copy(linkTo(entry), 'Link copied')}
    >
      <Icon name="link" />
    </button>
  );
}

function linkTo({ id }: Entry): string {
  return new URL(`#entry-${id}`, location.href).href;
}

/** Returns a function that copies a text, and says so. */
export function useCopy(): (text: string, done: string) => Promise<void> {
  const { notify } = usePhone();
  return async (text, done) => {
    try {
      await navigator.clipboard.writeText(text);
      notify(done, 'done');
    } catch {
      notify('The browser does not let this page copy. Select the text and copy it by hand.');
    }
  };
}
