import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { offByDefault, password, tag, text } from './shared/attributes.js';
import { endsWithDocument } from './shared/background-tracks.js';
import { idleWithoutTranscribe, type RecordingProps, recording } from './shared/recording.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

/** Props of {@link StartRecording}. */
export interface StartRecordingProps extends RecordingProps {
  /**
   * User name of the HTTP Basic credentials sent to `recordingAvailableUrl` and `transcriptionAvailableUrl`, which must
   * be https then, except on this machine.
   */
  username?: string | undefined;
  /**
   * Password of the HTTP Basic credentials sent to `recordingAvailableUrl` and `transcriptionAvailableUrl`, which must
   * be https then, except on this machine.
   */
  password?: string | undefined;
  /**
   * Text of your own that comes back with this event and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   */
  tag?: string | undefined;
  /**
   * Gives each side a channel of its own: on the left the caller (or the called party), on the right what `<PlayAudio>`
   * and `<SpeakSentence>` play; during a `<Transfer>` this call on the left, the other leg on the right.
   * @default false
   */
  multiChannel?: boolean | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

const notForConferences = [
  'transcribe',
  'transcriptionAvailableUrl',
  'tag',
  'multiChannel',
] as const satisfies readonly (keyof StartRecordingProps)[];

/**
 * Records the whole call, both sides, in the background, and goes on with the next verb at once. It lasts until
 * `<StopRecording>` or the end of the call; `<PauseRecording>` suspends it. One recording at a time.
 *
 * In the answer to a conference event it records the conference: everybody who is neither muted nor on hold, and the
 * audio that is played. `recordingAvailableUrl` then receives `conferenceRecordingAvailable`, and `transcribe`,
 * `transcriptionAvailableUrl`, `tag` and `multiChannel` count for nothing.
 *
 * @example
 * <StartRecording recordingAvailableUrl="/recording" multiChannel />
 */
export const StartRecording = lazyVerb<StartRecordingProps>('StartRecording', (define) => {
  return define({
    attributes: {
      ...recording('startRecording.fileFormat'),
      username: text,
      password,
      tag,
      multiChannel: offByDefault,
    },
    instant: true,
    rules: [
      ...secureCallbacks<StartRecordingProps>(
        'startRecording.https',
        'StartRecording',
        ['username', 'password'],
        ['recordingAvailableUrl', 'transcriptionAvailableUrl'],
      ),
      {
        id: 'startRecording.single',
        level: 'warning',
        check: ({ call }) =>
          call.recording
            ? {
                message: '<StartRecording> has no effect while the recording of an earlier <StartRecording> runs.',
                hint: 'Put <StopRecording> before it, or remove it.',
              }
            : undefined,
      },
      {
        id: 'startRecording.conference-ignored',
        level: 'warning',
        check({ props, context }) {
          if (context !== 'conference') return undefined;
          // A switch that is off asks for nothing.
          const idle = notForConferences.filter((name) => props[name] != null && props[name] !== false);
          if (idle.length === 0) return undefined;
          return {
            message: `${idle.join(', ')} on <StartRecording> can have no effect in a conference.`,
            hint: `Leave out ${idle.join(', ')} in the answer to a conference event.`,
          };
        },
      },
      idleWithoutTranscribe('startRecording.detectLanguage', 'StartRecording', 'detectLanguage'),
      endsWithDocument({ id: 'startRecording.last', element: 'StartRecording', loss: 'nothing is recorded' }),
    ],
    effect(call) {
      call.recording = true;
    },
  });
});

/** Props of {@link PauseRecording}: it takes none. */
export interface PauseRecordingProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Pauses the recording that `<StartRecording>` began, until `<ResumeRecording>`, and goes on with the next verb at
 * once. What is said meanwhile is neither in the file nor on the bill. Does nothing where nothing is recorded.
 *
 * @example
 * <PauseRecording />
 */
export const PauseRecording = lazyVerb<PauseRecordingProps>('PauseRecording', (define) => {
  return define({
    attributes: {},
    instant: true,
    names: { unknownAttribute: 'pauseRecording.no-attributes', strayText: 'pauseRecording.no-attributes' },
  });
});

/** Props of {@link ResumeRecording}: it takes none. */
export interface ResumeRecordingProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Goes on with the recording that `<PauseRecording>` paused, and with the next verb at once. Does nothing where nothing
 * is recorded.
 *
 * @example
 * <ResumeRecording />
 */
export const ResumeRecording = lazyVerb<ResumeRecordingProps>('ResumeRecording', (define) => {
  return define({
    attributes: {},
    instant: true,
    names: { unknownAttribute: 'resumeRecording.no-attributes', strayText: 'resumeRecording.no-attributes' },
  });
});

/** Props of {@link StopRecording}: it takes none. */
export interface StopRecordingProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the recording that `<StartRecording>` began, and goes on with the next verb at once. Its file is announced
 * later, by `recordingAvailable` (in a conference `conferenceRecordingAvailable`) to the address that
 * `<StartRecording>` named.
 *
 * @example
 * <StopRecording />
 */
export const StopRecording = lazyVerb<StopRecordingProps>('StopRecording', (define) => {
  return define({
    attributes: {},
    instant: true,
    names: { unknownAttribute: 'stopRecording.no-attributes', strayText: 'stopRecording.no-attributes' },
    effect(call) {
      call.recording = false;
    },
  });
});
