import type { Entry } from '../../protocol.js';
import { chooseVoice } from './choose-voice.js';
import { sentencesOf } from './sentences.js';

type Sound = NonNullable<Entry['sound']>;

/** Something to speak or to play, of an entry. */
interface Item {
  readonly entry: number;
  readonly sound: Sound;
  /** A sentence; empty if the sound is a file. */
  readonly text: string;
}

/** Milliseconds between `cancel` and the next `speak`: Chromium drops an utterance that comes sooner. */
const PAUSE_AFTER_CANCEL = 80;
/** Milliseconds that voices may take to load. */
const VOICES_TIMEOUT = 3_000;
/** Characters that may wait. The clock of the simulator leads: what is older is left out. */
const MOST_WAITING = 400;

export interface EarpieceOptions {
  readonly synthesis: SpeechSynthesis | undefined;
  /** Called with a sentence for the person if nothing can be heard. */
  readonly onTrouble: (message: string) => void;
  /** Called with an entry whose audio file cannot be played. */
  readonly onUnplayable: (entry: number) => void;
}

/**
 * Speaks and plays what a handset hears, in order. It follows the entries and never holds anything up: each sentence has
 * a deadline, what stops in the call stops here, and what falls too far behind is left out.
 */
export class Earpiece {
  readonly #options: EarpieceOptions;
  #queue: Item[] = [];
  /** Ends what is being heard; undefined if nothing is. */
  #current: { readonly item: Item; readonly end: () => void } | undefined;
  #quietUntil = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #openedAt = performance.now();
  #isMuted = false;
  #reported = new Set<string>();
  /** The name of a voice that is used for everything; empty to choose one for each sound. */
  voice = '';

  constructor(options: EarpieceOptions) {
    this.#options = options;
    // Some browsers load voices late, and say so.
    options.synthesis?.addEventListener?.('voiceschanged', () => this.#next());
  }

  get voices(): readonly SpeechSynthesisVoice[] {
    return this.#options.synthesis?.getVoices() ?? [];
  }

  get isMuted(): boolean {
    return this.#isMuted;
  }

  set isMuted(isMuted: boolean) {
    this.#isMuted = isMuted;
    if (isMuted) this.clear();
  }

  /** True if speech can be heard. */
  get canSpeak(): boolean {
    return !this.#isMuted && this.voices.length > 0;
  }

  hear(entry: number, sound: Sound): void {
    if (this.#isMuted || sound.stopped) return;
    const items: Item[] =
      sound.url === ''
        ? sentencesOf(sound.text, sound.locale.replace('_', '-')).map((text) => ({ entry, sound, text }))
        : [{ entry, sound, text: '' }];
    this.#dropOld();
    this.#queue.push(...items);
    this.#next();
  }

  /** Ends what is heard of an entry: the call has stopped it. */
  stop(entry: number): void {
    this.#queue = this.#queue.filter((item) => item.entry !== entry);
    if (this.#current?.item.entry === entry) this.#cancel();
    this.#next();
  }

  /** Ends everything: another handset is listened to, the call is over, or the clock has jumped. */
  clear(): void {
    this.#queue = [];
    this.#cancel();
  }

  #cancel(): void {
    const current = this.#current;
    this.#current = undefined;
    current?.end();
  }

  /** Leaves out the oldest sentences if too much waits. */
  #dropOld(): void {
    let waiting = this.#queue.reduce((sum, { text }) => sum + text.length, 0);
    if (waiting > MOST_WAITING) this.#cancel();
    while (waiting > MOST_WAITING) waiting -= this.#queue.shift()?.text.length ?? waiting;
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const [item] = this.#queue;
    if (item === undefined) return;
    const wait = item.text === '' ? 0 : this.#waitForSpeech();
    if (wait > 0) {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#next(), wait);
      return;
    }
    this.#queue.shift();
    const onEnd = (): void => {
      if (this.#current?.item !== item) return;
      this.#current = undefined;
      this.#next();
    };
    this.#current = { item, end: item.text === '' ? this.#play(item, onEnd) : this.#speak(item, onEnd) };
  }

  /** Milliseconds until an utterance can begin. */
  #waitForSpeech(): number {
    const now = performance.now();
    if (now < this.#quietUntil) return this.#quietUntil - now;
    const isLoading = this.#options.synthesis !== undefined && this.voices.length === 0;
    return isLoading ? Math.max(0, this.#openedAt + VOICES_TIMEOUT - now) : 0;
  }

  /** Plays a file. Returns the function that ends it. */
  #play({ entry, sound }: Item, onEnd: () => void): () => void {
    const audio = new Audio();
    audio.onended = onEnd;
    audio.onerror = () => {
      this.#options.onUnplayable(entry);
      onEnd();
    };
    audio.src = sound.url;
    audio.play().catch((error: unknown) => {
      // The file was stopped before it began.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#report(NEEDS_GESTURE);
      onEnd();
    });
    return () => {
      audio.onerror = null;
      audio.pause();
    };
  }

  /** Speaks a sentence. Returns the function that ends it. */
  #speak(item: Item, onEnd: () => void): () => void {
    const { synthesis } = this.#options;
    if (synthesis === undefined || this.voices.length === 0) {
      this.#report(NO_VOICES);
      queueMicrotask(onEnd);
      return () => {};
    }
    const utterance = this.#utterance(item);
    // Not every browser reports the end: no sentence may hold up the next one.
    const deadline = setTimeout(onEnd, 4_000 + item.text.length * 120);
    utterance.onend = () => {
      clearTimeout(deadline);
      onEnd();
    };
    utterance.onerror = ({ error }) => {
      clearTimeout(deadline);
      if (error === 'not-allowed') this.#report(NEEDS_GESTURE);
      else if (error !== 'canceled' && error !== 'interrupted') this.#report(NO_VOICES);
      onEnd();
    };
    synthesis.speak(utterance);
    return () => {
      clearTimeout(deadline);
      utterance.onend = null;
      utterance.onerror = null;
      synthesis.cancel();
      this.#quietUntil = performance.now() + PAUSE_AFTER_CANCEL;
    };
  }

  #utterance({ text, sound }: Item): SpeechSynthesisUtterance {
    const utterance = new SpeechSynthesisUtterance(text);
    const { voices } = this;
    const voice = voices.find(({ name }) => name === this.voice) ?? chooseVoice(voices, sound);
    if (voice !== undefined) utterance.voice = voice;
    utterance.lang = voice?.lang ?? sound.locale.replace('_', '-');
    utterance.rate = this.#queue.length > 2 ? 1.2 : 1;
    return utterance;
  }

  /** Reports a trouble, once. */
  #report(message: string): void {
    if (this.#reported.has(message)) return;
    this.#reported.add(message);
    this.#options.onTrouble(message);
  }
}

const NO_VOICES =
  'This browser has no voice that can speak. The call continues: read what is heard, or install a voice in the system.';
const NEEDS_GESTURE = 'The browser plays no sound before a click or a key. Press any key of the telephone.';
