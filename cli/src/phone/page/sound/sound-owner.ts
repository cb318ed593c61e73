/**
 * Lets one of the tabs that show the same session play its sound: the one that was used last. Otherwise every tab would
 * speak at the same time.
 */
export class SoundOwner {
  readonly #channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('bxml-phone-sound');
  readonly #onChange: (isOwner: boolean) => void;
  #isOwner = false;

  constructor(onChange: (isOwner: boolean) => void) {
    this.#onChange = onChange;
    this.#channel?.addEventListener('message', () => this.#set(false));
    window.addEventListener('focus', () => this.take());
    this.take(); // A new tab takes the sound from the others.
  }

  get isOwner(): boolean {
    return this.#isOwner;
  }

  /** Takes the sound from the other tabs. */
  take(): void {
    if (this.#isOwner) return;
    this.#channel?.postMessage('taken');
    this.#set(true);
  }

  #set(isOwner: boolean): void {
    if (this.#isOwner === isOwner) return;
    this.#isOwner = isOwner;
    this.#onChange(isOwner);
  }
}
