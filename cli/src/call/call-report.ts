import { CallError } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import { commandWords } from '../terminal/command-words.js';

// What a step of a call has changed, as `--json` prints it. The shape is stable: fields are added, not changed.

/** The place of something that happened. */
interface Placed {
  /** Its position in the timeline of the call: what happened at the same moment is in this order. */
  readonly index: number;
  /** Seconds since the call began. */
  readonly at: number;
}

/** A prompt or the words of another party that a person heard. */
export interface HeardReport extends Placed {
  /** The leg: `caller`, or the number that was dialed. */
  readonly leg: string;
  readonly kind: 'speech' | 'audio' | 'stream' | 'voice';
  /** The words, the URL of the audio, or the name of the stream. */
  readonly text: string;
  /** The party that said it, if a person did. */
  readonly from?: string;
  /** Seconds after which it was cut short. */
  readonly stoppedAfter?: number;
}

/** Anything else that happened. */
export interface EntryReport extends Placed {
  readonly leg: string;
  readonly kind: 'event' | 'action' | 'change';
  readonly text: string;
}

/** An error or a warning of a document, or a fault of the application. */
export interface ProblemReport extends Placed {
  readonly leg: string;
  readonly severity: 'error' | 'warning';
  /** The id of the rule, or a code such as `unserved`, `lost-event` or `handler-error`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What can be decided about the call now. */
export interface ChoiceReport {
  readonly kind: 'listens' | 'rings' | 'refers' | 'connected' | 'idle' | 'over' | 'placing';
  /** What the call waits for, as a sentence. */
  readonly text: string;
  /** The leg of the person that decides. */
  readonly leg?: string;
  /** The verb that listens. */
  readonly verb?: string;
  /** The maximum number of keys, and the keys that end the input. */
  readonly keys?: { readonly max: number; readonly terminating: string };
  readonly speech?: boolean;
  /** Seconds of silence after which the call continues. */
  readonly seconds?: number;
  /** The numbers that ring, or the destination of a REFER. */
  readonly to?: readonly string[];
  /** The parties that the person talks with. */
  readonly others?: readonly string[];
  /** The cause of the end. */
  readonly cause?: string;
}

/** Where the REST API is served, and for whom. The password is not shown. */
export interface ApiReport {
  readonly url: string;
  readonly username: string;
  readonly accountId: string;
  readonly applicationId: string;
  /** The origin of the application. */
  readonly origin: string;
}

/** A step of a call. */
export interface StepReport {
  /** The command, as it was written; missing for the start. */
  readonly command?: string;
  /** Seconds of virtual time since the call began. */
  readonly at: number;
  readonly heard: readonly HeardReport[];
  readonly entries: readonly EntryReport[];
  readonly problems: readonly ProblemReport[];
  /** Empty while nothing can be decided. */
  readonly waitsFor: readonly ChoiceReport[];
  /** With `--api`, at the start and in `status`. */
  readonly api?: ApiReport;
  /** Why the step failed; missing if it succeeded. */
  readonly failure?: { readonly code: string; readonly message: string; readonly hint?: string };
}

/** True if a step failed or found a problem. */
export const hasFindings = ({ problems, failure }: StepReport): boolean => problems.length > 0 || failure !== undefined;

/** Returns why a step failed, without the timeline and the position in this file. */
export function failureOf(error: unknown): NonNullable<StepReport['failure']> {
  if (error instanceof CommandError) {
    return { code: 'command', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  }
  if (!(error instanceof CallError)) throw error;
  const lines = error.message.split('\nthe end of the timeline:')[0]?.split('\n') ?? [];
  const message = lines.filter((line) => !/^\s*expected at /.test(line)).join('\n');
  return { code: error.code, message: commandWords(message) };
}
