import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { password, text } from './shared/attributes.js';

/** Props of {@link PlayAudio}. */
export interface PlayAudioProps {
  /** User name of the HTTP Basic credentials with which the file is fetched. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials with which the file is fetched. */
  password?: string | undefined;
  /** The address of the file, WAV or MP3: an http or https address, absolute or relative. */
  children?: TextOnly | undefined;
}

/**
 * Plays an audio file, better below an hour and 250 MB, then goes on with the next verb. Inside `<Gather>` it is a
 * prompt that stops at the first key. How long the file is cached is up to its `Cache-Control` and `Expires` headers;
 * without either it is fetched every time.
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
      expected: 'the http or https address of an audio file, absolute or relative',
      type: 'url',
      missing: 'playAudio.content',
    },
    parents: ['Response', 'Bxml', 'Gather'],
    notChecked: { 'playAudio.format': 'file' },
    answers: true,
  });
});
