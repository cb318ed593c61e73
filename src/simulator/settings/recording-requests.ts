import { anyOf } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { isCallbackTimeout } from './inbound-call.js';
import { bodyOf, isTag, nullableMethod, nullableSecret } from './request-body.js';

/** A change of the recordings of a call, with the field of `updateCallRecordingState`. */
export interface UpdateCallRecording {
  readonly state: 'paused' | 'recording';
}

/** A request to transcribe a recording, with the fields of `transcribeCallRecording`. */
export interface TranscribeRecording {
  /** Receives `transcriptionAvailable`. @default none: no event is sent */
  readonly callbackUrl?: string | undefined;
  /** HTTP method of the request to `callbackUrl`. @default 'POST' */
  readonly callbackMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `callbackUrl`, at most 1024 characters. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `callbackUrl`, at most 1024 characters. @default none */
  readonly password?: string | null | undefined;
  /** The tag of the event. @default none */
  readonly tag?: string | null | undefined;
  /** Seconds to wait for the response to the event, 1 to 25. @default 15 */
  readonly callbackTimeout?: number | null | undefined;
  /** Detects the language first. Has no effect here. @default false */
  readonly detectLanguage?: boolean | null | undefined;
}

/** Checks the body of `updateCallRecordingState`. */
export const isUpdateCallRecordingBody = bodyOf<UpdateCallRecording>(
  { state: anyOf(['paused', 'recording']) },
  { required: ['state'] },
);

/** Checks the body of `transcribeCallRecording`. */
export const isTranscribeRecordingBody = bodyOf<TranscribeRecording>({
  callbackUrl: is.url,
  callbackMethod: nullableMethod,
  username: nullableSecret,
  password: nullableSecret,
  tag: is.orNull(isTag),
  callbackTimeout: is.orNull(isCallbackTimeout),
  detectLanguage: is.orNull(is.boolean),
});
