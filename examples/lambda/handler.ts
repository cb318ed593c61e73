// The phone menu on AWS Lambda, behind a function URL or an HTTP API.
import { type Credentials, type WebhooksFetch, webhooks } from 'bxml-jsx/fetch';
import { type Logger, pino } from 'pino';
import { credentialsFrom } from '../phone-menu/credentials.js';
import { paths, phoneMenuHandlers, phoneMenuOptions } from '../phone-menu/handlers.js';

/**
 * The fields that webhooks need of a request in payload format 2.0, which function URLs and HTTP APIs use. The types of
 * `@types/aws-lambda` are compatible.
 */
export interface FunctionUrlEvent {
  /** Begins with the name of the stage at an HTTP API, except for the default stage. */
  readonly rawPath: string;
  /** The query without the question mark. */
  readonly rawQueryString: string;
  /** Names are in lower case. Several values of a name are joined with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly domainName: string; readonly http: { readonly method: string } };
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
}

/** A response in payload format 2.0. */
export interface FunctionUrlResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/**
 * Returns the function that AWS calls.
 *
 * @param answer created with `ack: 'after'`, because AWS freezes the process once it has the result
 */
export const functionUrlHandler =
  (answer: WebhooksFetch) =>
  async (event: FunctionUrlEvent): Promise<FunctionUrlResult> => {
    let request: Request;
    try {
      request = requestOf(event);
    } catch {
      // A method or a header that `Request` refuses. Bandwidth sends neither.
      return { statusCode: 400, headers: {}, body: '', isBase64Encoded: false };
    }
    return resultOf(await answer(request));
  };

function requestOf({ rawPath, rawQueryString, headers, requestContext, body, isBase64Encoded }: FunctionUrlEvent) {
  const { domainName, http } = requestContext;
  const url = `https://${domainName}${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`;
  const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  const hasBody = body !== undefined && http.method !== 'GET' && http.method !== 'HEAD';
  return new Request(url, {
    method: http.method,
    headers: given,
    body: hasBody ? Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') : null,
  });
}

/** Converts a response. Its body is always text: BXML, JSON or empty. */
async function resultOf(response: Response): Promise<FunctionUrlResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    isBase64Encoded: false,
  };
}

/** Returns the phone menu as a function for Lambda. */
export const phoneMenu = (log: Logger, auth?: Credentials) =>
  functionUrlHandler(
    webhooks(phoneMenuHandlers(log, auth), {
      ...phoneMenuOptions(log, auth),
      path: Object.values(paths),
      ack: 'after',
    }),
  );

/** The function that AWS calls. Set the handler of the function to `handler.handler`. */
export const handler = phoneMenu(pino(), credentialsFrom(process.env));
