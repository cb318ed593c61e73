import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icons.js';

export interface PopoverProps {
  readonly label: string;
  readonly icon: IconName;
  /** What the button shows. Without it the button is its icon. */
  readonly text?: ComponentChildren;
  readonly class?: string;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button that opens a panel. The browser closes it on Escape and on a click outside, and returns the focus. */
export function Popover({ label, icon, text, class: name = '', children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = (): void => {
    if (button.current !== null && panel.current !== null) placeBelow(button.current, panel.current);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`opens ${name}`}
        popovertarget={id}
        aria-haspopup="dialog"
        {...(text === undefined ? { 'aria-label': label, title: label } : {})}
      >
        <Icon name={icon} />
        {text}
      </button>
      <div ref={panel} id={id} popover="auto" role="dialog" aria-label={label} class="popover" onBeforeToggle={place}>
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}

/** Places a panel below a button, within the window. */
function placeBelow(button: HTMLElement, panel: HTMLElement): void {
  const { left, right, bottom } = button.getBoundingClientRect();
  const isRight = left + right > window.innerWidth;
  panel.style.setProperty('top', `${bottom + 6}px`);
  panel.style.setProperty('max-height', `${window.innerHeight - bottom - 18}px`);
  panel.style.setProperty('left', isRight ? 'auto' : `${Math.max(8, left)}px`);
  panel.style.setProperty('right', isRight ? `${Math.max(8, window.innerWidth - right)}px` : 'auto');
}
