// Calls agents and connects callers with them: the changes of the queue that lead to requests.
import type { Logger } from 'pino';
import type { CallControl, Redirect } from './bandwidth.js';
import { paths } from './paths.js';
import type { Assignment, CallQueue } from './queue.js';

/** What the requests need besides the queue. */
export interface DispatchSettings {
  /** Id of the voice application at Bandwidth. */
  readonly applicationId: string;
  /** The number that customers call, and that agents are called from, one of the account's (E.164). */
  readonly phone: string;
  /** The public origin of the webhooks, such as `https://queue.example`. */
  readonly origin: string;
  /** The credentials that the webhooks require. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
}

/** How long the phone of an agent rings, in seconds. */
const RINGS = 15;

/** Calls agents and connects callers. A request that fails is logged, and the caller waits on. */
export class Dispatcher {
  readonly #queue: CallQueue;
  readonly #control: CallControl;
  readonly #settings: DispatchSettings;
  readonly #log: Logger;

  constructor(queue: CallQueue, control: CallControl, settings: DispatchSettings, log: Logger) {
    this.#queue = queue;
    this.#control = control;
    this.#settings = settings;
    this.#log = log;
  }

  /** Calls an agent for each caller who waits, as long as agents are free. */
  async callAgents(): Promise<void> {
    const assignments: Assignment[] = [];
    for (let next = this.#queue.assign(); next !== undefined; next = this.#queue.assign()) assignments.push(next);
    await Promise.all(assignments.map((assignment) => this.#callAgent(assignment)));
  }

  async #callAgent(assignment: Assignment): Promise<void> {
    const { id, agent } = assignment;
    const { applicationId, phone, credentials } = this.#settings;
    const url = this.#url(paths.agent);
    const placed = await this.#try('createCall', assignment, () =>
      this.#control.createCall({
        applicationId,
        from: phone,
        to: agent.phone,
        answerUrl: url,
        disconnectUrl: url,
        callTimeout: RINGS,
        tag: id,
        ...credentials,
      }),
    );
    if (placed === undefined) {
      this.#queue.end(id);
      return;
    }
    assignment.agentCallId = placed.callId;
    // The caller may have hung up during the request.
    if (assignment.state === 'over') await this.#dismiss(assignment, 'called');
  }

  /** A caller has hung up, or leaves a message instead of waiting. */
  async callerLeaves(callId: string): Promise<void> {
    const state = this.#queue.assignmentOf(callId)?.state;
    const assignment = this.#queue.leave(callId);
    if (assignment !== undefined && state !== undefined) await this.#dismiss(assignment, state);
  }

  /** Ends the call to an agent whose caller has left, or the conference of the two. */
  async #dismiss(assignment: Assignment, state: Assignment['state']): Promise<void> {
    const { agentCallId } = assignment;
    if (state === 'talking') await this.#endConference(assignment);
    else if (agentCallId !== undefined)
      await this.#try('updateCall', assignment, () =>
        this.#control.updateCall(
          agentCallId,
          state === 'called' ? { state: 'completed' } : this.#redirect(paths.agent),
        ),
      );
  }

  /** Connects the caller with the agent who has taken the call. Returns `undefined` if that is not possible. */
  async connect(id: string): Promise<Assignment | undefined> {
    const assignment = this.#queue.take(id);
    if (assignment === undefined) return undefined;
    const connected = await this.#try('updateCall', assignment, async () => {
      await this.#control.updateCall(assignment.caller.callId, this.#redirect(paths.connect));
      return assignment;
    });
    if (connected === undefined && assignment.state === 'talking') this.#queue.giveBack(assignment);
    return connected;
  }

  /** One of the two has joined the conference, or a supervisor. */
  async joined(id: string, conferenceId: string): Promise<void> {
    const assignment = this.#queue.find(id);
    if (assignment !== undefined) assignment.conferenceId = conferenceId;
    // The others have hung up before this call joined.
    else await this.#endConference({ id, conferenceId });
  }

  /** The call to an agent is over. */
  async agentLeaves(id: string): Promise<void> {
    const assignment = this.#queue.end(id);
    if (assignment !== undefined) await this.#endConference(assignment);
    await this.callAgents();
  }

  /** Ends a conference: the calls that are still in it continue after it. */
  async #endConference(assignment: Pick<Assignment, 'id' | 'conferenceId'>): Promise<void> {
    const { conferenceId } = assignment;
    if (conferenceId === undefined) return;
    assignment.conferenceId = undefined;
    await this.#try('updateConference', assignment, () =>
      this.#control.updateConference(conferenceId, { status: 'completed' }),
    );
  }

  #url(path: string): string {
    return new URL(path, this.#settings.origin).href;
  }

  #redirect(path: string): Redirect {
    return { redirectUrl: this.#url(path), ...this.#settings.credentials };
  }

  /** Resolves to `undefined` if the request fails. */
  async #try<T>(request: string, { id }: { readonly id: string }, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await send();
    } catch (error) {
      // 404 and 409: the call or the conference has just ended.
      this.#log.warn({ request, assignment: id, error: String(error) }, 'a request failed');
      return undefined;
    }
  }
}
