import type { HolderReply, HoldOptions, SavedTest } from './call-holder.js';
import type { StepReport } from './call-report.js';

/** The first message to the process of a call, on the channel of the process that started it. */
export interface BeginMessage {
  readonly folder: string;
  readonly name: string;
  readonly idleSeconds: number;
  readonly options: HoldOptions;
  readonly save?: string | undefined;
}

/** An error of a command, as it is sent between processes. */
export interface ErrorMessage {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The first message of the process of a call: it holds the call, or could not. */
export type BegunMessage = { readonly report: StepReport } | { readonly error: ErrorMessage };

/** A request to the process of a call: one line of JSON. */
export interface CallRequest {
  readonly token: string;
  /** `execute` a line, `look` at the call without a step, or `stop`. */
  readonly op: 'execute' | 'look' | 'stop';
  readonly line?: string;
  /** The folder that files are relative to. */
  readonly cwd?: string;
}

/** The answer to a request. Before it, the process sends empty lines while it works. */
export type CallResponse =
  | { readonly reply: HolderReply; readonly save?: SavedTest }
  | { readonly error: ErrorMessage };

/** Milliseconds between two empty lines. */
export const HEARTBEAT = 250;

/** Seconds without a line after which the process counts as blocked. */
export const BLOCKED_AFTER = 20;
