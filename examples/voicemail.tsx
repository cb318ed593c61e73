// A voicemail box: greets the caller, records a message, and delivers it once its audio can be downloaded.
import { Hangup, Record, Response, SpeakSentence } from 'bxml-jsx';
import { type Credentials, webhooks } from 'bxml-jsx/fetch';

/** A recorded message. */
export interface VoiceMessage {
  /** Unique. The event of a message may be sent twice, so store messages by this id. */
  readonly recordingId: string;
  /** The phone number of the caller (E.164). */
  readonly from: string;
  /** ISO 8601, such as `PT12.5S`. */
  readonly duration: string;
  /** The URL of the audio. Download it with the credentials of the Bandwidth account. */
  readonly mediaUrl: string;
}

export interface VoicemailOptions {
  /** Called with each message, such as to send an email. */
  readonly deliver: (message: VoiceMessage) => Promise<void>;
  /** The credentials that Bandwidth sends: set the same ones in the voice application. */
  readonly auth: Credentials;
}

/** Returns a fetch handler that answers calls with the voicemail box. */
export const voicemail = ({ deliver, auth }: VoicemailOptions) =>
  webhooks(
    {
      initiate: () => (
        <Response>
          <SpeakSentence voice="julie">
            You have reached Blue Harbor. <break time="300ms" /> Please leave a message, and press pound when you are
            done.
          </SpeakSentence>
          <Record
            recordCompleteUrl="/voicemail"
            recordingAvailableUrl="/voicemail"
            {...auth}
            terminatingDigits="#"
            silenceTimeout={5}
            maxDuration={120}
          />
        </Response>
      ),

      /** The message is recorded, and the caller has not hung up. */
      recordComplete: () => (
        <Response>
          <SpeakSentence voice="julie">Thank you. We will call you back. Goodbye.</SpeakSentence>
          <Hangup />
        </Response>
      ),

      /** Also sent if the caller hung up during the message. */
      async recordingAvailable({ status, recordingId, from, duration, mediaUrl }) {
        if (status === 'complete' && mediaUrl != null) await deliver({ recordingId, from, duration, mediaUrl });
      },

      disconnect: () => undefined,
    },
    { auth },
  );
