import type { Problem } from '../problems/problem.js';
import type { RuleLevel } from '../render/render-options.js';

/** Options of `webhooks`, the same for every framework. */
export interface WebhookOptions {
  /**
   * Most bytes of a request's body; a larger one is answered with 413. A body parser in front has a limit of its own.
   * @default 1048576
   */
  readonly limit?: number | undefined;
  /** Severity of single rules by id for the documents answered, as in `render`. */
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  /**
   * Warnings fail the answer too, as in `render`.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /** Told each warning of a document that is answered. */
  readonly onWarning?: ((problem: Problem) => void) | undefined;
}
