// What the queue does with each event. Handlers of one path are one object.
import type { Handlers } from 'bxml-jsx/node';
import type { Logger } from 'pino';
import type { Dispatcher } from './dispatch.js';
import {
  AgentJoins,
  CallerGone,
  CallerJoins,
  Closed,
  Conversations,
  Goodbye,
  Message,
  NotTaken,
  Shift,
  StaffCode,
  SupervisorJoins,
  Waiting,
  Whisper,
} from './documents.js';
import type { CallQueue } from './queue.js';

/** How long a caller waits, in seconds. Then the caller can leave a message. */
const MOST_WAITING = 300;

/** How many times a code is asked for. */
const MOST_ASKS = 3;

/** A message of a caller, to be downloaded from Bandwidth. */
export interface VoiceMessage {
  /** The number of the caller. */
  readonly from: string;
  readonly recordingId: string;
  readonly mediaUrl: string;
}

/** Returns a time in an event; the present if the event does not have it. */
const timeOf = (time: string | null | undefined): Date => (time == null ? new Date() : new Date(time));

const secondsBetween = (start: Date, end: Date): number => (end.getTime() - start.getTime()) / 1000;

/** Handles the beginning and the end of calls to both numbers. */
export const callHandlers = (queue: CallQueue, dispatcher: Dispatcher, staffLine: string) =>
  ({
    async initiate({ callId, to, startTime }) {
      if (to === staffLine) return <StaffCode ask={1} />;
      if (!queue.isOpen) return <Closed />;
      queue.add({ callId, since: timeOf(startTime) });
      await dispatcher.callAgents();
      return <Waiting position={queue.position(callId)} isNew />;
    },

    async disconnect({ callId }) {
      await dispatcher.callerLeaves(callId);
      queue.endCoaching(callId);
      // The call may have been that of an agent who has begun a shift.
      await dispatcher.callAgents();
    },
  }) satisfies Handlers<unknown>;

/** Handles callers who wait, and those whose call an agent has taken. */
export const waitingHandlers = (queue: CallQueue, dispatcher: Dispatcher) =>
  ({
    /** A key during the hold music, or its end. */
    async gather({ callId, digits, startTime, eventTime }) {
      const since = timeOf(startTime);
      const assignment = queue.assignmentOf(callId);
      // An agent has taken the call while this event was on its way.
      if (assignment?.state === 'talking') return <CallerJoins assignment={assignment} />;
      if (digits === '1') {
        await dispatcher.callerLeaves(callId);
        return <Message />;
      }
      if (!queue.isOpen) {
        await dispatcher.callerLeaves(callId);
        return <Message>We are closing now.</Message>;
      }
      if (assignment === undefined && secondsBetween(since, timeOf(eventTime)) >= MOST_WAITING) {
        await dispatcher.callerLeaves(callId);
        return <Message>All of our agents are still busy.</Message>;
      }
      // A server that was restarted has lost its queue: callers come back at the end of the music.
      queue.add({ callId, since });
      queue.beginRound(callId);
      await dispatcher.callAgents();
      return <Waiting position={queue.position(callId)} />;
    },

    /** An agent has taken the call. */
    redirect({ callId, startTime }) {
      const assignment = queue.assignmentOf(callId);
      if (assignment?.state === 'talking') return <CallerJoins assignment={assignment} />;
      // The agent has hung up in the meantime.
      queue.add({ callId, since: timeOf(startTime) });
      return <Waiting position={queue.position(callId)} />;
    },
  }) satisfies Handlers<unknown>;

/** Handles messages. */
export const messageHandlers = (keep: (message: VoiceMessage) => void | Promise<void>) =>
  ({
    recordComplete: () => <Goodbye>We have your message, and will call you back.</Goodbye>,

    /** Also sent if the caller hung up during the recording. */
    async recordingAvailable({ from, status, recordingId, mediaUrl }) {
      if (status === 'complete' && mediaUrl != null) await keep({ from, recordingId, mediaUrl });
    },
  }) satisfies Handlers<unknown>;

/** Handles the calls to agents. Their tag is the id of the assignment. */
export const agentHandlers = (queue: CallQueue, dispatcher: Dispatcher) =>
  ({
    answer({ tag, eventTime }) {
      const assignment = queue.find(tag ?? '');
      if (assignment === undefined) return <CallerGone />;
      assignment.state = 'answered';
      return <Whisper waited={secondsBetween(assignment.caller.since, timeOf(eventTime))} />;
    },

    async gather({ tag, digits }) {
      if (digits !== '1') return <NotTaken />;
      const assignment = await dispatcher.connect(tag ?? '');
      return assignment === undefined ? <CallerGone /> : <AgentJoins assignment={assignment} />;
    },

    /** The caller has left during the whisper. */
    redirect: () => <CallerGone />,

    async disconnect({ tag }) {
      await dispatcher.agentLeaves(tag ?? '');
    },
  }) satisfies Handlers<unknown>;

/** Handles the events of conferences. Their tag is the id of the assignment. */
export const conferenceHandlers = (dispatcher: Dispatcher, log: Logger) =>
  ({
    conferenceCreated: () => null,

    async conferenceMemberJoin({ tag, conferenceId }) {
      await dispatcher.joined(tag ?? '', conferenceId);
      return null;
    },

    conferenceMemberExit: () => null,

    conferenceCompleted({ tag, conferenceId }) {
      log.info({ assignment: tag, conferenceId }, 'a conversation is over');
    },
  }) satisfies Handlers<unknown>;

/** Handles the code of a member of the staff: that of an agent begins or ends a shift. */
export const staffHandlers = (queue: CallQueue, supervisorCodes: ReadonlySet<string>) =>
  ({
    gather({ digits = '', tag }) {
      const agent = queue.agents.find(({ code }) => code === digits);
      if (agent !== undefined) return <Shift agent={agent} isOnDuty={queue.toggleDuty(agent)} />;
      if (supervisorCodes.has(digits)) return <Conversations conversations={queue.conversations} />;
      const ask = Number(tag?.split(' ')[1]) || 1;
      if (ask >= MOST_ASKS) return <Goodbye>That code is not valid.</Goodbye>;
      return <StaffCode ask={ask + 1} apology="That code is not valid." />;
    },
  }) satisfies Handlers<unknown>;

/** Handles the key with which a supervisor chooses an agent. */
export const coachHandlers = (queue: CallQueue) =>
  ({
    gather({ callId, digits = '' }) {
      if (digits === '') return <Goodbye>We did not get a key.</Goodbye>;
      const { conversations } = queue;
      const chosen = conversations.find(({ agent }) => agent.key === digits);
      if (chosen === undefined) {
        return <Conversations conversations={conversations} apology="That agent has no conversation." />;
      }
      // A conference has one coach at a time.
      if (chosen.coachCallId !== undefined && chosen.coachCallId !== callId) {
        return <Goodbye>Another supervisor is coaching this agent.</Goodbye>;
      }
      chosen.coachCallId = callId;
      return <SupervisorJoins assignment={chosen} />;
    },
  }) satisfies Handlers<unknown>;
