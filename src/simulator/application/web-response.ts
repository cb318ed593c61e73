import type { AnswerBody } from './answer-body.js';
import { errorLine, type Reply } from './reply.js';

/** True for a `Response`, including one from another realm or of a server with its own class. */
export function isResponse(value: unknown): value is Response {
  try {
    const { status, headers, body } = Object(value) as Partial<Response>;
    return typeof status === 'number' && typeof headers?.get === 'function' && body !== undefined;
  } catch {
    return false;
  }
}

/** Returns the reply of a `Response`. */
export async function replyOf(response: Response, answerBody: AnswerBody): Promise<Reply> {
  const { status, headers } = response;
  try {
    const body = await answerBody.read(response.body);
    return {
      status,
      contentType: headers.get('content-type') ?? undefined,
      challenge: headers.get('www-authenticate') ?? undefined,
      location: headers.get('location') ?? undefined,
      ...body,
    };
  } catch (error) {
    return {
      failure: 'reset',
      detail: `The response broke off after ${status} and ${answerBody.length} bytes: ${errorLine(error)}`,
    };
  }
}
