import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { offByDefault, password, tag, text } from './shared/attributes.js';
import { endsWithDocument } from './shared/background-tracks.js';
import { idleWithoutTranscribe, type RecordingProps, recording } from './shared/recording.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

/** Props of {@link StartRecording}. */
export interface StartRecordingProps extends RecordingProps {
  /**
   * HTTP Basic username sent to `recordingAvailableUrl` and `transcriptionAvailableUrl`. These URLs
   * must use https, except on a loopback host.
   */
  username?: string | undefined;
  /**
   * HTTP Basic password sent to `recordingAvailableUrl` and `transcriptionAvailableUrl`. These URLs
   * must use https, except on a loopback host.
   */
  password?: string | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /**
   * Records each side on its own channel. Left is the caller (or the called party), right is the audio of `<PlayAudio>`
   * and `<SpeakSentence>`. During a `<Transfer>`, left is this call and right is the other leg.
   * @default false
   */
  multiChannel?: boolean | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

const notForConferences = [
  'transcribe',
  'transcriptionAvailableUrl',
  'tag',
  'multiChannel',
] as const satisfies readonly (keyof StartRecordingProps)[];

/**
 * Records both sides of the call in the background. The next verb runs immediately. The recording lasts until
 * `<StopRecording>` or the end of the call; `<PauseRecording>` suspends it. A call has one recording at a time.
 *
 * In the response to a conference event, it records the conference: all members who are neither muted nor on hold, and
 * the audio that is played. `recordingAvailableUrl` then receives `conferenceRecordingAvailable`, and `transcribe`,
 * `transcriptionAvailableUrl`, `tag` and `multiChannel` have no effect.
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
                message:
                  '<StartRecording> has no effect while the recording of an earlier <StartRecording> is running.',
                hint: 'Put <StopRecording> before it, or remove it.',
              }
            : undefined,
      },
      {
        id: 'startRecording.conference-ignored',
        level: 'warning',
        check({ props, context }) {
          if (context !== 'conference') return undefined;
          // `false` requests nothing.
          const idle = notForConferences.filter((name) => props[name] != null && props[name] !== false);
          if (idle.length === 0) return undefined;
          return {
            message: `<StartRecording> ignores ${idle.join(', ')} in a conference.`,
            hint: `Remove ${idle.join(', ')} in the response to a conference event.`,
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

/** Props of {@link PauseRecording}. It has no attributes. */
export interface PauseRecordingProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Pauses the recording that `<StartRecording>` started, until `<ResumeRecording>`. The next verb runs immediately. Audio
 * during the pause is neither recorded nor billed. Has no effect if the call is not being recorded.
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

/** Props of {@link ResumeRecording}. It has no attributes. */
export interface ResumeRecordingProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Resumes the recording that `<PauseRecording>` paused. The next verb runs immediately. Has no effect if the call is not
 * being recorded.
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

/** Props of {@link StopRecording}. It has no attributes. */
export interface StopRecordingProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the recording that `<StartRecording>` started. The next verb runs immediately. When the file is available,
 * Bandwidth sends `recordingAvailable` (in a conference, `conferenceRecordingAvailable`) to the `recordingAvailableUrl`
 * of `<StartRecording>`.
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
