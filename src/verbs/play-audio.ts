import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { password, text } from './shared/attributes.js';

/** Props of {@link PlayAudio}. */
export interface PlayAudioProps {
  /** HTTP Basic username for fetching the file. */
  username?: string | undefined;
  /** HTTP Basic password for fetching the file. */
  password?: string | undefined;
  /** The URL of a WAV or MP3 file: http or https, absolute or relative. */
  children?: TextOnly | undefined;
}

/**
 * Plays an audio file before the next verb runs. The file should be shorter than an hour and smaller than 250 MB. Inside
 * `<Gather>`, it is a prompt that stops at the first key press. Bandwidth caches the file according to its
 * `Cache-Control` and `Expires` headers; without either, it is fetched every time.
 *
 * @example
 * <PlayAudio>/sounds/welcome.mp3</PlayAudio>
 */
export const PlayAudio = lazyVerb<PlayAudioProps>('PlayAudio', (define) => {
  return define({
    attributes: {
      username: text,
      password,
    },
    content: 'text',
    text: {
      expected: 'the http or https URL of an audio file, absolute or relative',
      type: 'url',
      missing: 'playAudio.content',
    },
    parents: ['Response', 'Bxml', 'Gather'],
    notChecked: { 'playAudio.format': 'file' },
    answers: true,
  });
});
