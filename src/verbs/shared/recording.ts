// What the two verbs that record have in common.
import { oneOf } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';
import { type HttpMethod, httpMethod, offByDefault, text, url } from './attributes.js';

const fileFormats = ['wav', 'mp3'] as const;

/** The type of the file that holds a recording. */
export type FileFormat = (typeof fileFormats)[number];

/** Props of a verb that records: where to hear of the file and of its transcription, and what they are to be. */
export interface RecordingProps {
  /**
   * Receives the `recordingAvailable` event when the file can be fetched, or has failed. It has no fallback address,
   * and what it answers is ignored. Recordings are kept for 30 days.
   */
  recordingAvailableUrl?: string | undefined;
  /**
   * HTTP method of the request to `recordingAvailableUrl`.
   * @default 'POST'
   */
  recordingAvailableMethod?: HttpMethod | undefined;
  /**
   * Has the recording transcribed, if it is longer than half a second and shorter than 4 hours.
   * @default false
   */
  transcribe?: boolean | undefined;
  /**
   * Lets the transcription find out the language: English, French or Spanish; needs `transcribe`.
   * @default false
   */
  detectLanguage?: boolean | undefined;
  /**
   * Receives the `transcriptionAvailable` event when the transcription is ready; needs `transcribe`. It has no fallback
   * address, and what it answers is ignored.
   */
  transcriptionAvailableUrl?: string | undefined;
  /**
   * HTTP method of the request to `transcriptionAvailableUrl`.
   * @default 'POST'
   */
  transcriptionAvailableMethod?: HttpMethod | undefined;
  /**
   * The type of the file.
   * @default 'wav'
   */
  fileFormat?: FileFormat | undefined;
  /**
   * A name of your own for the recording, which comes back with `recordingAvailable`.
   * @since late 2026
   */
  recordingName?: string | undefined;
}

/** The rules of {@link RecordingProps}; the id is that of a file type that there is not. */
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

/** Warns about an attribute of a transcription that is not asked for. */
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
      // A switch that is off asks for nothing.
      if (given == null || given === false || props.transcribe === true) return undefined;
      return {
        message: `${attribute} on <${element}> has no effect without transcribe.`,
        hint:
          context === 'conference'
            ? `Leave out ${attribute}; conferences are not transcribed.`
            : `Set transcribe={true}, or leave out ${attribute}.`,
      };
    },
  };
}
