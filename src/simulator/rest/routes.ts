// The paths of the REST interface, and the operation of each.

import type { CreateEndpoint } from '../settings/endpoint-settings.js';
import type { TranscribeRecording, UpdateCallRecording } from '../settings/recording-requests.js';
import type { RestApi } from './api.js';
import type { CreateCallRequest } from './call-operations.js';
import {
  type ApiRequest,
  type ApiResponse,
  emptyResponse,
  jsonBody,
  jsonResponse,
  mediaTypeOf,
} from './http-request.js';
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
}

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/accounts/{accountId}`. */
  readonly path: string;
  /** The media type of the body; undefined if it has none. */
  readonly takes?: 'application/json' | 'application/xml';
  readonly run: (call: RouteCall) => Promise<ApiResponse>;
}

/** Returns a parameter of the path, which the route has. */
const param = ({ params }: RouteCall, name: string): string => params[name] ?? '';

const RECORDING = '/calls/{callId}/recordings/{recordingId}';

/** Returns the ids in the path of a recording. */
const recordingOf = (call: RouteCall): [callId: string, recordingId: string] => [
  param(call, 'callId'),
  param(call, 'recordingId'),
];

const recordingRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/calls/{callId}/recording',
    takes: 'application/json',
    run: async (call) => {
      // The operation checks every field, as those below do.
      const body = jsonBody(call.request) as object as UpdateCallRecording;
      await call.api.updateCallRecordingState(param(call, 'callId'), body);
      return emptyResponse(200);
    },
  },
  {
    method: 'GET',
    path: '/recordings',
    run: async ({ api, query }) => jsonResponse(200, await api.listAccountCallRecordings(fieldsOf(query))),
  },
  {
    method: 'GET',
    path: '/calls/{callId}/recordings',
    run: async (call) => jsonResponse(200, await call.api.listCallRecordings(param(call, 'callId'))),
  },
  {
    method: 'GET',
    path: RECORDING,
    run: async (call) => jsonResponse(200, await call.api.getCallRecording(...recordingOf(call))),
  },
  {
    method: 'DELETE',
    path: RECORDING,
    run: async (call) => {
      await call.api.deleteRecording(...recordingOf(call));
      return emptyResponse(204);
    },
  },
  {
    method: 'GET',
    path: `${RECORDING}/media`,
    run: async (call) => {
      const { contentType, data } = await call.api.downloadCallRecording(...recordingOf(call));
      return { status: 200, headers: { 'content-type': contentType }, body: data };
    },
  },
  {
    method: 'DELETE',
    path: `${RECORDING}/media`,
    run: async (call) => {
      await call.api.deleteRecordingMedia(...recordingOf(call));
      return emptyResponse(204);
    },
  },
  {
    method: 'GET',
    path: `${RECORDING}/transcription`,
    run: async (call) => jsonResponse(200, await call.api.getRecordingTranscription(...recordingOf(call))),
  },
  {
    method: 'POST',
    path: `${RECORDING}/transcription`,
    takes: 'application/json',
    run: async (call) => {
      await call.api.transcribeCallRecording(...recordingOf(call), jsonBody(call.request) as TranscribeRecording);
      return emptyResponse(204);
    },
  },
  {
    method: 'DELETE',
    path: `${RECORDING}/transcription`,
    run: async (call) => {
      await call.api.deleteRecordingTranscription(...recordingOf(call));
      return emptyResponse(204);
    },
  },
];

const MEMBER = '/conferences/{conferenceId}/members/{memberId}';

/** Returns the ids in the path of a member. */
const memberOf = (call: RouteCall): [conferenceId: string, memberId: string] => [
  param(call, 'conferenceId'),
  param(call, 'memberId'),
];

const conferenceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/conferences',
    run: async ({ api, query, url }) => {
      const { conferences, next } = api.conferencePage(fieldsOf(query));
      return pageResponse(conferences, next, query, url);
    },
  },
  {
    method: 'GET',
    path: '/conferences/{conferenceId}',
    run: async (call) => jsonResponse(200, await call.api.getConference(param(call, 'conferenceId'))),
  },
  {
    method: 'POST',
    path: '/conferences/{conferenceId}',
    takes: 'application/json',
    run: async (call) => {
      await call.api.updateConference(param(call, 'conferenceId'), jsonBody(call.request));
      return emptyResponse(204);
    },
  },
  {
    method: 'PUT',
    path: '/conferences/{conferenceId}/bxml',
    takes: 'application/xml',
    run: async (call) => {
      await call.api.updateConferenceBxml(param(call, 'conferenceId'), call.request.body);
      return emptyResponse(204);
    },
  },
  {
    method: 'GET',
    path: MEMBER,
    run: async (call) => jsonResponse(200, await call.api.getConferenceMember(...memberOf(call))),
  },
  {
    method: 'PUT',
    path: MEMBER,
    takes: 'application/json',
    run: async (call) => {
      await call.api.updateConferenceMember(...memberOf(call), jsonBody(call.request));
      return emptyResponse(204);
    },
  },
  {
    method: 'GET',
    path: '/conferences/{conferenceId}/recordings',
    run: async (call) => jsonResponse(200, await call.api.listConferenceRecordings(param(call, 'conferenceId'))),
  },
  {
    method: 'GET',
    path: '/conferences/{conferenceId}/recordings/{recordingId}',
    run: async (call) =>
      jsonResponse(200, await call.api.getConferenceRecording(param(call, 'conferenceId'), param(call, 'recordingId'))),
  },
  {
    method: 'GET',
    path: '/conferences/{conferenceId}/recordings/{recordingId}/media',
    run: async (call) => {
      const [conferenceId, recordingId] = [param(call, 'conferenceId'), param(call, 'recordingId')];
      const { contentType, data } = await call.api.downloadConferenceRecording(conferenceId, recordingId);
      return { status: 200, headers: { 'content-type': contentType }, body: data };
    },
  },
];

/** Returns a page of a list, with a link to the next one if there is one. */
function pageResponse(items: readonly unknown[], next: string | undefined, query: URLSearchParams, url: string) {
  if (next === undefined) return jsonResponse(200, items);
  const following = new URLSearchParams(query);
  following.set('pageToken', next);
  return jsonResponse(200, items, { link: `<${url}?${following}>; rel="next"` });
}

/** Returns a response of an operation on endpoints, whose errors are in an envelope. */
async function enveloped(status: number, operation: () => Promise<object>): Promise<ApiResponse> {
  try {
    return jsonResponse(status, await operation());
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const { type, description } = error.body;
    const errors = [{ type: type === 'validation' ? 'invalid_parameter' : type, description }];
    return jsonResponse(error.status, { links: [], data: null, errors });
  }
}

const ENDPOINT = '/endpoints/{endpointId}';

const endpointRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/endpoints',
    run: async ({ api, query }) => enveloped(200, () => api.listEndpoints(fieldsOf(query))),
  },
  {
    method: 'POST',
    path: '/endpoints',
    takes: 'application/json',
    // The operation checks every field.
    run: async ({ api, request }) =>
      enveloped(201, () => api.createEndpoint(jsonBody(request) as object as CreateEndpoint)),
  },
  {
    method: 'GET',
    path: ENDPOINT,
    run: async (call) => enveloped(200, () => call.api.getEndpoint(param(call, 'endpointId'))),
  },
  {
    method: 'DELETE',
    path: ENDPOINT,
    run: async (call) => {
      const remove = async (): Promise<object> => {
        await call.api.deleteEndpoint(param(call, 'endpointId'));
        return {};
      };
      const response = await enveloped(204, remove);
      return response.status === 204 ? emptyResponse(204) : response;
    },
  },
  {
    method: 'PUT',
    path: `${ENDPOINT}/bxml`,
    takes: 'application/xml',
    run: async (call) =>
      enveloped(204, () => call.api.updateEndpointBxml(param(call, 'endpointId'), call.request.body)),
  },
];

const routes: readonly Route[] = [
  ...endpointRoutes,
  ...recordingRoutes,
  ...conferenceRoutes,
  {
    method: 'POST',
    path: '/calls',
    takes: 'application/json',
    run: async ({ api, request }) => {
      // `createCall` checks every field.
      const created = await api.createCall(jsonBody(request) as object as CreateCallRequest);
      return jsonResponse(201, created, { location: created.callUrl });
    },
  },
  {
    method: 'GET',
    path: '/calls',
    run: async ({ api, query, url }) => {
      const { calls, next } = api.callPage(fieldsOf(query));
      return pageResponse(calls, next, query, url);
    },
  },
  {
    method: 'GET',
    path: '/calls/{callId}',
    run: async (call) => jsonResponse(200, await call.api.getCallState(param(call, 'callId'))),
  },
  {
    method: 'POST',
    path: '/calls/{callId}',
    takes: 'application/json',
    run: async (call) => {
      await call.api.updateCall(param(call, 'callId'), jsonBody(call.request));
      return emptyResponse(200);
    },
  },
  {
    method: 'PUT',
    path: '/calls/{callId}/bxml',
    takes: 'application/xml',
    run: async (call) => {
      await call.api.updateCallBxml(param(call, 'callId'), call.request.body);
      return emptyResponse(204);
    },
  },
  {
    method: 'GET',
    path: '/calls/{callId}/transcriptions',
    run: async (call) => jsonResponse(200, await call.api.listRealTimeTranscriptions(param(call, 'callId'))),
  },
  {
    method: 'GET',
    path: '/calls/{callId}/transcriptions/{transcriptionId}',
    run: async (call) =>
      jsonResponse(200, await call.api.getRealTimeTranscription(param(call, 'callId'), param(call, 'transcriptionId'))),
  },
  {
    method: 'DELETE',
    path: '/calls/{callId}/transcriptions/{transcriptionId}',
    run: async (call) => {
      await call.api.deleteRealTimeTranscription(param(call, 'callId'), param(call, 'transcriptionId'));
      return emptyResponse(200);
    },
  },
  {
    method: 'GET',
    path: '/statistics',
    run: async ({ api }) => jsonResponse(200, await api.getStatistics()),
  },
];

/** Returns the fields of a query. A number is a number if the operation takes one. */
function fieldsOf(query: URLSearchParams): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    [...query].map(([name, value]) => [
      name,
      (name === 'pageSize' || name === 'limit') && value !== '' ? Number(value) : value,
    ]),
  );
}

/**
 * Runs the operation of a path.
 *
 * @param path the path below `/accounts/{accountId}`
 * @throws RestError
 */
export async function route(
  api: RestApi,
  request: ApiRequest,
  path: string,
  query: URLSearchParams,
  url: string,
): Promise<ApiResponse> {
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
  return operation.run({ api, params, request, query, url });
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
