// Props and rules that <Record> and <StartRecording> share.
import { oneOf } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';
import { type HttpMethod, httpMethod, offByDefault, text, url } from './attributes.js';

const fileFormats = ['wav', 'mp3'] as const;

/** The file format of a recording. */
export type FileFormat = (typeof fileFormats)[number];

/** Props of a verb that records: the recording file and its transcription. */
export interface RecordingProps {
  /**
   * Receives the `recordingAvailable` event when the file can be fetched or the recording has failed. There is no fallback
   * URL, and the response is ignored. Recordings are kept for 30 days.
   */
  recordingAvailableUrl?: string | undefined;
  /**
   * HTTP method for `recordingAvailableUrl`.
   * @default 'POST'
   */
  recordingAvailableMethod?: HttpMethod | undefined;
  /**
   * Transcribes the recording, if it is longer than half a second and shorter than 4 hours.
   * @default false
   */
  transcribe?: boolean | undefined;
  /**
   * Detects the language of the transcription: English, French or Spanish. Requires `transcribe`.
   * @default false
   */
  detectLanguage?: boolean | undefined;
  /**
   * Receives the `transcriptionAvailable` event when the transcription is ready. Requires `transcribe`. There is no
   * fallback URL, and the response is ignored.
   */
  transcriptionAvailableUrl?: string | undefined;
  /**
   * HTTP method for `transcriptionAvailableUrl`.
   * @default 'POST'
   */
  transcriptionAvailableMethod?: HttpMethod | undefined;
  /**
   * The file format.
   * @default 'wav'
   */
  fileFormat?: FileFormat | undefined;
  /**
   * A custom name of the recording, which Bandwidth sends with `recordingAvailable`.
   * @since late 2026
   */
  recordingName?: string | undefined;
}

/** Returns the attribute rules of {@link RecordingProps}. `fileFormatRule` is the rule id for an unknown file format. */
export const recording = (fileFormatRule: string) =>
  ({
    recordingAvailableUrl: url,
    recordingAvailableMethod: httpMethod,
    transcribe: offByDefault,
    detectLanguage: offByDefault,
    transcriptionAvailableUrl: url,
    transcriptionAvailableMethod: httpMethod,
    fileFormat: oneOf(fileFormats, { default: 'wav', rule: fileFormatRule }),
    recordingName: text,
  }) as const;

/** Warns about an attribute of a transcription that is not requested. */
export function idleWithoutTranscribe(
  id: string,
  element: string,
  attribute: 'detectLanguage' | 'transcriptionAvailableUrl',
): VerbRule<RecordingProps> {
  return {
    id,
    level: 'warning',
    check({ props, context }) {
      const given = props[attribute];
      // `false` requests nothing.
      if (given == null || given === false || props.transcribe === true) return undefined;
      return {
        message: `${attribute} on <${element}> has no effect without transcribe.`,
        hint:
          context === 'conference'
            ? `Remove ${attribute}; conferences are not transcribed.`
            : `Set transcribe={true}, or remove ${attribute}.`,
      };
    },
  };
}
