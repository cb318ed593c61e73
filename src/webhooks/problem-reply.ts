import type { WebhookReply } from './webhook-request.js';

/** Why a request was refused. */
export interface Refusal {
  readonly status: number;
  /** Stable code, such as `request.json`. */
  readonly code: string;
  /** What was wrong and what is expected; it quotes nothing of the request's content. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown where a request turns out to be refused. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** A refusal as the answer to the request: problem details in JSON (RFC 9457). */
export function problemReply({ status, code, detail, headers = {} }: Refusal): WebhookReply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify({ status, code, detail }),
  };
}
