import type { WebhooksFetch } from 'bxml-jsx/fetch';

// The parts that webhooks need of payload format 2.0, in which function URLs and HTTP APIs of API Gateway call a
// function. Packages with the whole of these types fit them.

/** A request as AWS hands it to a function. */
export interface FunctionUrlEvent {
  /** At an HTTP API whose stage has a name it begins with that name. */
  readonly rawPath: string;
  /** Without the question mark. */
  readonly rawQueryString: string;
  /** Names are in lower case; values of one name are joined with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly domainName: string; readonly http: { readonly method: string } };
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
}

/** The answer as AWS takes it. */
export interface FunctionUrlResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/**
 * Makes the function that AWS calls out of the one that answers webhooks.
 *
 * @param answer made with `ack: 'after'`, because AWS freezes the program as soon as it has the result
 */
export const functionUrlHandler =
  (answer: WebhooksFetch) =>
  async (event: FunctionUrlEvent): Promise<FunctionUrlResult> => {
    let request: Request;
    try {
      request = requestOf(event);
    } catch {
      // A method or a header that the Web's requests do not have; Bandwidth sends none.
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

/** Answers to webhooks are text: BXML, problems in JSON, or nothing. */
async function resultOf(response: Response): Promise<FunctionUrlResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    isBase64Encoded: false,
  };
}
