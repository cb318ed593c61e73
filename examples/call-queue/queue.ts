// Who waits, which agents are on duty, and who has whose call. Nothing here knows of webhooks or requests.

/** An agent. */
export interface Agent {
  /** The name as it is spoken. */
  readonly name: string;
  /** The phone of the agent (E.164). */
  readonly phone: string;
  /** The code with which the agent begins and ends a shift. */
  readonly code: string;
  /** The key with which a supervisor chooses the agent. */
  readonly key: string;
}

/** Someone who waits. */
export interface Caller {
  readonly callId: string;
  /** When the call began. The earliest is connected first. */
  readonly since: Date;
}

/** An agent's part in the call of a caller, from the request that calls the agent to the end of the agent's call. */
export interface Assignment {
  /** Unique. It is the tag of the agent's call and of the conference. */
  readonly id: string;
  readonly agent: Agent;
  readonly caller: Caller;
  /**
   * `called`: the agent's phone rings. `answered`: the agent hears what the call is about. `talking`: the agent has taken
   * the call. `over`: the caller has left.
   */
  state: 'called' | 'answered' | 'talking' | 'over';
  /** The callId of the agent, once the call is placed. */
  agentCallId?: string;
  /** Set once one of them has joined. */
  conferenceId?: string | undefined;
  /** The callId of the supervisor who coaches the agent. */
  coachCallId?: string | undefined;
}

/**
 * The queue in the memory of one server. With several servers, use a database, and make each method a transaction. Bandwidth
 * may send an event twice, so a change that was made before has no effect.
 */
export class CallQueue {
  readonly agents: readonly Agent[];
  /** The agents on duty. The first is called next. */
  readonly #onDuty = new Set<Agent>();
  #waiting: Caller[] = [];
  readonly #assignments = new Map<string, Assignment>();
  /** The agents who did not take a caller's call in this round, by callId. */
  readonly #passed = new Map<string, Set<Agent>>();
  #assigned = 0;

  constructor(agents: readonly Agent[]) {
    this.agents = agents;
  }

  /** True if an agent is on duty. */
  get isOpen(): boolean {
    return this.#onDuty.size > 0;
  }

  /** Begins or ends the shift of an agent. Returns true if the agent is on duty now. */
  toggleDuty(agent: Agent): boolean {
    if (this.#onDuty.delete(agent)) return false;
    this.#onDuty.add(agent);
    return true;
  }

  /** Adds a caller who does not wait yet, before those who called later. */
  add(caller: Caller): void {
    if (this.position(caller.callId) > 0) return;
    const later = this.#waiting.findIndex(({ since }) => since > caller.since);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, caller);
  }

  /** Returns the position of a caller, from 1; 0 if the caller does not wait. */
  position(callId: string): number {
    return this.#waiting.findIndex((caller) => caller.callId === callId) + 1;
  }

  /** Removes a caller who has hung up or leaves a message. Returns the assignment that this ends, if there is one. */
  leave(callId: string): Assignment | undefined {
    this.#remove(callId);
    const assignment = this.assignmentOf(callId);
    if (assignment !== undefined) assignment.state = 'over';
    return assignment;
  }

  /** Lets the agents who did not take a caller's call be called again. */
  beginRound(callId: string): void {
    this.#passed.delete(callId);
  }

  /** Assigns the next caller to a free agent. Returns `undefined` if no caller waits for an agent, or no agent is free. */
  assign(): Assignment | undefined {
    const busy = new Set(this.#all().map(({ agent }) => agent));
    for (const caller of this.#waiting) {
      if (this.assignmentOf(caller.callId) !== undefined) continue;
      const passed = this.#passed.get(caller.callId);
      const agent = [...this.#onDuty].find((each) => !busy.has(each) && !passed?.has(each));
      if (agent === undefined) continue;
      this.#assigned += 1;
      const assignment: Assignment = { id: `${caller.callId}.${this.#assigned}`, agent, caller, state: 'called' };
      this.#assignments.set(assignment.id, assignment);
      return assignment;
    }
    return undefined;
  }

  /** Returns an assignment whose caller has not left. */
  find(id: string): Assignment | undefined {
    const assignment = this.#assignments.get(id);
    return assignment?.state === 'over' ? undefined : assignment;
  }

  /** Returns the assignment of a caller who has not left. */
  assignmentOf(callId: string): Assignment | undefined {
    return this.#all().find(({ caller, state }) => caller.callId === callId && state !== 'over');
  }

  /** The conversations in progress. */
  get conversations(): readonly Assignment[] {
    return this.#all().filter(({ state }) => state === 'talking');
  }

  /** Notes that the agent has taken the call. Returns `undefined` if the caller has left. */
  take(id: string): Assignment | undefined {
    const assignment = this.find(id);
    if (assignment === undefined) return undefined;
    assignment.state = 'talking';
    this.#remove(assignment.caller.callId);
    return assignment;
  }

  /** Undoes {@link take}: the caller waits again, and the agent is not called about this caller in this round. */
  giveBack(assignment: Assignment): void {
    assignment.state = 'over';
    this.#pass(assignment);
    this.add(assignment.caller);
  }

  /** Ends an assignment, because the agent's call is over. Returns it. */
  end(id: string): Assignment | undefined {
    const assignment = this.#assignments.get(id);
    if (assignment === undefined) return undefined;
    this.#assignments.delete(id);
    const { agent, state } = assignment;
    if (state === 'called' || state === 'answered') this.#pass(assignment);
    // The agent who has been free for the longest time is called first.
    if (this.#onDuty.delete(agent)) this.#onDuty.add(agent);
    return assignment;
  }

  /** Notes the end of a supervisor's call. */
  endCoaching(callId: string): void {
    for (const assignment of this.#all()) if (assignment.coachCallId === callId) assignment.coachCallId = undefined;
  }

  #all(): Assignment[] {
    return [...this.#assignments.values()];
  }

  #remove(callId: string): void {
    this.#waiting = this.#waiting.filter((caller) => caller.callId !== callId);
    this.#passed.delete(callId);
  }

  #pass({ caller, agent }: Assignment): void {
    const passed = this.#passed.get(caller.callId) ?? new Set();
    this.#passed.set(caller.callId, passed.add(agent));
  }
}
