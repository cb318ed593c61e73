// The operations on transcriptions of calls, which `StartTranscription` makes.
import type { Simulation } from '../calls/simulation.js';
import type { Transcript } from '../calls/transcripts.js';
import { knownCall } from './call-operations.js';
import { notFound } from './rest-error.js';

/** A transcription in the list of a call. */
export interface CallTranscriptionMetadata {
  readonly transcriptionId: string;
  /** The name in `StartTranscription`; without one, the id. */
  readonly transcriptionName: string;
  readonly transcriptionUrl: string;
}

/** The whole text of a transcription. */
export interface CallTranscription {
  readonly accountId: string;
  readonly callId: string;
  readonly transcriptionId: string;
  readonly tracks: readonly {
    /** Such as `en-US`. */
    readonly detectedLanguage: string;
    readonly track: 'inbound' | 'outbound';
    readonly transcript: string;
    /** 0 to 1. */
    readonly confidence: number;
  }[];
}

/** @throws RestError (404) for an unknown call */
export function listRealTimeTranscriptions(
  simulation: Simulation,
  callId: string,
): readonly CallTranscriptionMetadata[] {
  knownCall(simulation, callId);
  return simulation.transcripts.of(callId).map(({ id, name, url }) => ({
    transcriptionId: id,
    transcriptionName: name,
    transcriptionUrl: url,
  }));
}

/** @throws RestError (404) for an unknown call or transcription */
export function getRealTimeTranscription(
  simulation: Simulation,
  callId: string,
  transcriptionId: string,
): CallTranscription {
  const { tracks } = knownTranscript(simulation, callId, transcriptionId);
  return {
    accountId: simulation.settings.accountId,
    callId,
    transcriptionId,
    tracks: tracks.map(({ track, language, segments }) => ({
      detectedLanguage: language,
      track,
      transcript: segments.join(' '),
      confidence: 1,
    })),
  };
}

/** @throws RestError (404) for an unknown call or transcription */
export function deleteRealTimeTranscription(simulation: Simulation, callId: string, transcriptionId: string): void {
  simulation.transcripts.delete(knownTranscript(simulation, callId, transcriptionId));
}

function knownTranscript(simulation: Simulation, callId: string, transcriptionId: string): Transcript {
  knownCall(simulation, callId);
  const transcript = simulation.transcripts.get(callId, transcriptionId);
  if (transcript === undefined) throw notFound('transcription', transcriptionId);
  return transcript;
}
