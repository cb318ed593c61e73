import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { isKey, KEYS, type Key } from '../sound/keys.js';

const LETTERS: Partial<Record<Key, string>> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
};
const NAMES: Partial<Record<Key, string>> = { '*': 'star', '#': 'pound' };

/** Milliseconds that a key shows that it was pressed on the keyboard. */
const FLASH = 140;

export interface DialPadProps {
  readonly isDisabled: boolean;
  readonly onKey: (key: Key) => void;
}

/** The keys of a telephone, for the mouse, for fingers, and for the keyboard while no field has the focus. */
export function DialPad({ isDisabled, onKey }: DialPadProps) {
  const [pressed, setPressed] = useState<Key>();
  // Before the keys are painted: a key that is pressed at once counts.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isDisabled || !isKey(event.key) || event.repeat || isForField(event)) return;
      event.preventDefault();
      setPressed(event.key);
      onKey(event.key);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isDisabled, onKey]);
  useEffect(() => {
    if (pressed === undefined) return;
    const timer = setTimeout(() => setPressed(undefined), FLASH);
    return () => clearTimeout(timer);
  }, [pressed]);
  return (
    <fieldset class="pad" aria-label="Dial pad">
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          class="key"
          disabled={isDisabled}
          data-pressed={pressed === key}
          aria-label={NAMES[key]}
          onClick={() => onKey(key)}
        >
          <span>{key}</span>
          <small aria-hidden="true">{LETTERS[key] ?? ''}</small>
        </button>
      ))}
    </fieldset>
  );
}

/** True if a key is typed into a field, or is a shortcut of the browser. */
function isForField({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
