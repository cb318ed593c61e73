import type { AbortSignalLike } from '../render/render-options.js';

/** An HTTP request as far as a webhook needs it; each framework's adapter makes one. */
export interface WebhookRequest {
  /** The method in capitals. */
  readonly method: string;
  /** The path, as the framework gives it to what is mounted here. */
  readonly path: string;
  /** The query, without its question mark. */
  readonly query: string;
  /** The body as a parser in front of the webhooks left it, if there was one. */
  readonly parsed?: { readonly body: unknown } | undefined;
  /** A header by its name in lower case; nothing where it did not come. */
  header(name: string): string | undefined;
  /**
   * The bytes of the body; at once where they are there already. When the signal fires nobody waits for them any
   * more, and no more need be read.
   *
   * @throws BodyTooLarge once there are more than `limit`; BodyAborted; BodyConsumed.
   */
  read(limit: number, signal: AbortSignalLike): Uint8Array | Promise<Uint8Array>;
}

/** What is to be answered. */
export interface WebhookReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown by `WebhookRequest.read` for a body above the limit. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Thrown by `WebhookRequest.read` when the client leaves before the body is there. */
export class BodyAborted extends Error {
  override readonly name = 'BodyAborted';
}

/** Thrown by `WebhookRequest.read` when somebody else has read the body, and left nothing of it. */
export class BodyConsumed extends Error {
  override readonly name = 'BodyConsumed';
}
