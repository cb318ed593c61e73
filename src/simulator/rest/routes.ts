// The paths of the REST API, and the operation of each.

import type { CreateEndpoint } from '../settings/endpoint-settings.js';
import type { RestApi } from './api.js';
import type { CreateCallRequest } from './call-operations.js';
import {
  type ApiRequest,
  type ApiResponse,
  emptyResponse,
  headersOf,
  jsonBody,
  jsonResponse,
  mediaTypeOf,
} from './http-request.js';
import type { RecordingMedia } from './recording-audio.js';
import { notFound, RestError } from './rest-error.js';

/** The parameters of a path, such as the `callId`. */
type PathParameters = Readonly<Record<string, string>>;

/** What an operation needs of a request. */
interface RouteCall {
  readonly api: RestApi;
  readonly params: PathParameters;
  readonly request: ApiRequest;
  readonly query: URLSearchParams;
  /** The URL of the request without its query. */
  readonly url: string;
  /** @throws RestError (400) for an application that the account does not have */
  readonly assertApplication: (applicationId: unknown) => void;
}

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/accounts/{accountId}`. */
  readonly path: string;
  /** The media type of the body; undefined if it has none. */
  readonly takes?: 'application/json' | 'application/xml';
  readonly run: (call: RouteCall) => Promise<ApiResponse>;
}

/** Returns the parameters of the path with these names, which the route has. */
const ids = ({ params }: RouteCall, first: string, second = ''): [string, string] => [
  params[first] ?? '',
  params[second] ?? '',
];

/** Returns the body of a request. The operation checks every field, so that the cast gives no more than its type. */
const bodyOf = <B extends object>({ request }: RouteCall): B => jsonBody(request) as object as B;

/** A route that returns what an operation finds. */
const reads = (path: string, read: (call: RouteCall) => Promise<unknown>): Route => ({
  method: 'GET',
  path,
  run: async (call) => jsonResponse(200, await read(call)),
});

/** A route that returns a page of a list, with a link to the next one if there is one. */
const lists = (
  path: string,
  list: (call: RouteCall) => { readonly items: readonly unknown[]; readonly next: string | undefined },
): Route => ({
  method: 'GET',
  path,
  run: async (call) => {
    const { items, next } = list(call);
    if (next === undefined) return jsonResponse(200, items);
    const following = new URLSearchParams(call.query);
    following.set('pageToken', next);
    return jsonResponse(200, items, { link: `<${call.url}?${following}>; rel="next"` });
  },
});

/** A route that returns audio. */
const downloads = (path: string, download: (call: RouteCall) => Promise<RecordingMedia>): Route => ({
  method: 'GET',
  path,
  run: async (call) => {
    const { contentType, data } = await download(call);
    return { status: 200, headers: { 'content-type': contentType }, body: data };
  },
});

/** A route that changes something, and returns nothing but its status. */
const changes = (
  method: Exclude<Route['method'], 'GET'>,
  path: string,
  change: (call: RouteCall) => Promise<void>,
  { status = 204, takes }: { readonly status?: number; readonly takes?: Route['takes'] } = {},
): Route => ({
  method,
  path,
  ...(takes === undefined ? {} : { takes }),
  run: async (call) => {
    await change(call);
    return emptyResponse(status);
  },
});

const JSON_BODY = { takes: 'application/json' } as const;
const XML_BODY = { takes: 'application/xml' } as const;

const CALL = '/calls/{callId}';
const callId = (call: RouteCall): string => ids(call, 'callId')[0];

const callRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/calls',
    takes: 'application/json',
    run: async (call) => {
      const request = bodyOf<CreateCallRequest>(call);
      call.assertApplication(request.applicationId);
      const created = await call.api.createCall(request);
      return jsonResponse(201, created, { location: created.callUrl });
    },
  },
  lists('/calls', ({ api, query }) => api.callPage(fieldsOf(query))),
  reads(CALL, (call) => call.api.getCallState(callId(call))),
  changes('POST', CALL, (call) => call.api.updateCall(callId(call), bodyOf(call)), { ...JSON_BODY, status: 200 }),
  changes('PUT', `${CALL}/bxml`, (call) => call.api.updateCallBxml(callId(call), call.request.body), XML_BODY),
  reads('/statistics', ({ api }) => api.getStatistics()),
];

const TRANSCRIPTION = `${CALL}/transcriptions/{transcriptionId}`;
const transcription = (call: RouteCall): [string, string] => ids(call, 'callId', 'transcriptionId');

const RECORDING = `${CALL}/recordings/{recordingId}`;
const recording = (call: RouteCall): [string, string] => ids(call, 'callId', 'recordingId');

const recordingRoutes: readonly Route[] = [
  reads(`${CALL}/transcriptions`, (call) => call.api.listRealTimeTranscriptions(callId(call))),
  reads(TRANSCRIPTION, (call) => call.api.getRealTimeTranscription(...transcription(call))),
  changes('DELETE', TRANSCRIPTION, (call) => call.api.deleteRealTimeTranscription(...transcription(call)), {
    status: 200,
  }),
  changes('PUT', `${CALL}/recording`, (call) => call.api.updateCallRecordingState(callId(call), bodyOf(call)), {
    ...JSON_BODY,
    status: 200,
  }),
  reads('/recordings', ({ api, query }) => api.listAccountCallRecordings(fieldsOf(query))),
  reads(`${CALL}/recordings`, (call) => call.api.listCallRecordings(callId(call))),
  reads(RECORDING, (call) => call.api.getCallRecording(...recording(call))),
  changes('DELETE', RECORDING, (call) => call.api.deleteRecording(...recording(call))),
  downloads(`${RECORDING}/media`, (call) => call.api.downloadCallRecording(...recording(call))),
  changes('DELETE', `${RECORDING}/media`, (call) => call.api.deleteRecordingMedia(...recording(call))),
  reads(`${RECORDING}/transcription`, (call) => call.api.getRecordingTranscription(...recording(call))),
  changes(
    'POST',
    `${RECORDING}/transcription`,
    (call) => call.api.transcribeCallRecording(...recording(call), bodyOf(call)),
    JSON_BODY,
  ),
  changes('DELETE', `${RECORDING}/transcription`, (call) => call.api.deleteRecordingTranscription(...recording(call))),
];

const CONFERENCE = '/conferences/{conferenceId}';
const conferenceId = (call: RouteCall): string => ids(call, 'conferenceId')[0];

const MEMBER = `${CONFERENCE}/members/{memberId}`;
const member = (call: RouteCall): [string, string] => ids(call, 'conferenceId', 'memberId');

const CONFERENCE_RECORDING = `${CONFERENCE}/recordings/{recordingId}`;
const conferenceRecording = (call: RouteCall): [string, string] => ids(call, 'conferenceId', 'recordingId');

const conferenceRoutes: readonly Route[] = [
  lists('/conferences', ({ api, query }) => api.conferencePage(fieldsOf(query))),
  reads(CONFERENCE, (call) => call.api.getConference(conferenceId(call))),
  changes('POST', CONFERENCE, (call) => call.api.updateConference(conferenceId(call), bodyOf(call)), JSON_BODY),
  changes(
    'PUT',
    `${CONFERENCE}/bxml`,
    (call) => call.api.updateConferenceBxml(conferenceId(call), call.request.body),
    XML_BODY,
  ),
  reads(MEMBER, (call) => call.api.getConferenceMember(...member(call))),
  changes('PUT', MEMBER, (call) => call.api.updateConferenceMember(...member(call), bodyOf(call)), JSON_BODY),
  reads(`${CONFERENCE}/recordings`, (call) => call.api.listConferenceRecordings(conferenceId(call))),
  reads(CONFERENCE_RECORDING, (call) => call.api.getConferenceRecording(...conferenceRecording(call))),
  downloads(`${CONFERENCE_RECORDING}/media`, (call) =>
    call.api.downloadConferenceRecording(...conferenceRecording(call)),
  ),
];

/** A route of an operation on endpoints, whose errors are in an envelope. */
const enveloped = (
  method: Route['method'],
  path: string,
  status: number,
  operation: (call: RouteCall) => Promise<object | undefined>,
  takes?: Route['takes'],
): Route => ({
  method,
  path,
  ...(takes === undefined ? {} : { takes }),
  run: async (call) => {
    try {
      const result = await operation(call);
      return result === undefined ? emptyResponse(status) : jsonResponse(status, result);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      const { type, description } = error.body;
      const errors = [{ type: type === 'validation' ? 'invalid_parameter' : type, description }];
      return jsonResponse(error.status, { links: [], data: null, errors }, headersOf(error));
    }
  },
});

const ENDPOINT = '/endpoints/{endpointId}';
const endpointId = (call: RouteCall): string => ids(call, 'endpointId')[0];

const endpointRoutes: readonly Route[] = [
  enveloped('GET', '/endpoints', 200, ({ api, query }) => api.listEndpoints(fieldsOf(query))),
  enveloped(
    'POST',
    '/endpoints',
    201,
    (call) => call.api.createEndpoint(bodyOf<CreateEndpoint>(call)),
    'application/json',
  ),
  enveloped('GET', ENDPOINT, 200, (call) => call.api.getEndpoint(endpointId(call))),
  enveloped('DELETE', ENDPOINT, 204, async (call) => {
    await call.api.deleteEndpoint(endpointId(call));
    return undefined;
  }),
  enveloped(
    'PUT',
    `${ENDPOINT}/bxml`,
    204,
    (call) => call.api.updateEndpointBxml(endpointId(call), call.request.body),
    'application/xml',
  ),
];

const routes: readonly Route[] = [...callRoutes, ...recordingRoutes, ...conferenceRoutes, ...endpointRoutes];

/** The parameters of queries that are numbers. */
const NUMBERS: ReadonlySet<string> = new Set(['pageSize', 'limit']);

/** Returns the fields of a query. A number that is not one stays a string, so that the operation reports it as it is. */
function fieldsOf(query: URLSearchParams): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    [...query].map(([name, value]) => [name, NUMBERS.has(name) && /^\d{1,15}$/.test(value) ? Number(value) : value]),
  );
}

/**
 * Runs the operation of a path.
 *
 * @param path the path below `/accounts/{accountId}`
 * @throws RestError
 */
export async function route(path: string, context: Omit<RouteCall, 'params'>): Promise<ApiResponse> {
  const { request } = context;
  const segments = path.split('/').map(decoded);
  const found = routes.flatMap((each) => {
    const params = matched(each.path, segments);
    return params === undefined ? [] : [{ ...each, params }];
  });
  if (found.length === 0) throw unknownPath(path);
  const operation = found.find(({ method }) => method === request.method);
  if (operation === undefined)
    throw new RestError(405, { type: 'validation', description: `method ${request.method} is not allowed here` });
  const { takes, params } = operation;
  if (takes !== undefined && mediaTypeOf(request) !== takes) {
    const given = mediaTypeOf(request);
    throw new RestError(415, { type: 'validation', description: `content type ${given} is not ${takes}` });
  }
  return operation.run({ ...context, params });
}

export const unknownPath = (path: string): RestError => notFound('path', path);

/** Returns the parameters of a path that has the form of a route; undefined for any other. */
function matched(form: string, segments: readonly (string | undefined)[]): PathParameters | undefined {
  const parts = form.split('/');
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== segment : segment === '') return undefined;
    if (name !== undefined) params[name] = segment;
  }
  return params;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
