// What everyone hears: callers, agents and supervisors.
import {
  Conference,
  Gather,
  Hangup,
  PlayAudio,
  Record,
  Response,
  SpeakSentence,
  type TextAndElements,
  useContext,
} from 'bxml-jsx';
import { paths, WebhookCredentials } from './paths.js';
import type { Agent, Assignment } from './queue.js';

/** The company. */
export const company = {
  name: 'Tidewater Power',
  hours: 'on weekdays from 8 AM to 6 PM',
} as const;

/** Speech in the voice of the company. Accepts SSML. */
const Say = ({ children }: { children: TextAndElements }) => <SpeakSentence voice="julie">{children}</SpeakSentence>;

/** Says a last sentence, and ends the call. */
export const Goodbye = ({ children }: { children: TextAndElements }) => (
  <Response>
    <Say>{children}</Say>
    <Say>Goodbye.</Say>
    <Hangup />
  </Response>
);

// Callers

/** While no agent is on duty. */
export const Closed = () => (
  <Goodbye>
    {company.name} is closed now. We are here {company.hours}.
  </Goodbye>
);

interface WaitingProps {
  /** Counts from 1. */
  position: number;
  /** True at the beginning of the call. */
  isNew?: boolean;
}

/** Says the position and plays hold music. A key, or the end of the music, is reported with a `gather` event. */
export const Waiting = ({ position, isNew = false }: WaitingProps) => (
  <Response>
    {isNew && <Say>Thank you for calling {company.name}.</Say>}
    <Gather gatherUrl={paths.wait} {...useContext(WebhookCredentials)} maxDigits={1} firstDigitTimeout={0}>
      <Say>You are number {position} in line. To leave a message instead, press 1.</Say>
      <PlayAudio>{paths.music}</PlayAudio>
    </Gather>
  </Response>
);

/** Records a message of up to two minutes, after an optional sentence. */
export const Message = ({ children = '' }: { children?: string }) => (
  <Response>
    <Say>{`${children} Please leave your message, and press pound when you are done.`.trim()}</Say>
    <Record
      recordCompleteUrl={paths.message}
      recordingAvailableUrl={paths.message}
      {...useContext(WebhookCredentials)}
      terminatingDigits="#"
      silenceTimeout={5}
      maxDuration={120}
    />
  </Response>
);

// Agents

/** Returns a duration as it is spoken. */
const minutes = (seconds: number): string => {
  const count = Math.floor(seconds / 60);
  if (count === 0) return 'less than a minute';
  return count === 1 ? '1 minute' : `${count} minutes`;
};

/** Says what the call is about to the agent alone. A voicemail that answers does not press 1, so it does not get the caller. */
export const Whisper = ({ waited }: { /** In seconds. */ waited: number }) => (
  <Response>
    <Gather
      gatherUrl={paths.agent}
      {...useContext(WebhookCredentials)}
      maxDigits={1}
      firstDigitTimeout={4}
      repeatCount={2}
    >
      <Say>A caller has waited for {minutes(waited)}. To take the call, press 1.</Say>
    </Gather>
  </Response>
);

/** Ends the call to an agent who does not take the call of the caller. */
export const NotTaken = () => (
  <Response>
    <Hangup />
  </Response>
);

/** Ends the call to an agent if the caller has left, or the request that connects the caller has failed. */
export const CallerGone = () => <Goodbye>Sorry, the caller cannot be connected.</Goodbye>;

interface ConversationProps {
  assignment: Assignment;
  /** The callId of the agent, if the call that joins coaches the agent. */
  coaches?: string | undefined;
  /** What the call hears when the conversation is over. */
  children: string;
}

/** Joins a conversation. The verbs after the conference run when the conference is ended by a request. */
const Conversation = ({ assignment: { id, caller }, coaches, children }: ConversationProps) => (
  <>
    <Conference
      conferenceEventUrl={paths.conference}
      {...useContext(WebhookCredentials)}
      callIdsToCoach={coaches}
      tag={id}
    >
      {`queue-${caller.callId}`}
    </Conference>
    <Say>{children}</Say>
    <Say>Goodbye.</Say>
    <Hangup />
  </>
);

export const CallerJoins = ({ assignment }: { assignment: Assignment }) => (
  <Response>
    <Conversation assignment={assignment}>{`Thank you for calling ${company.name}.`}</Conversation>
  </Response>
);

export const AgentJoins = ({ assignment }: { assignment: Assignment }) => (
  <Response>
    <Conversation assignment={assignment}>The caller has hung up.</Conversation>
  </Response>
);

// The staff line

/** Asks for the code of a member of the staff. */
export const StaffCode = ({ ask, apology }: { /** Counts from 1. */ ask: number; apology?: string }) => (
  <Response>
    <Gather gatherUrl={paths.staff} {...useContext(WebhookCredentials)} maxDigits={4} tag={`code ${ask}`}>
      <Say>{`${apology ?? ''} Please enter your code.`.trim()}</Say>
    </Gather>
  </Response>
);

/** Confirms the beginning or the end of a shift. */
export const Shift = ({ agent, isOnDuty }: { agent: Agent; isOnDuty: boolean }) => (
  <Goodbye>
    {agent.name}, you are {isOnDuty ? 'on duty. We will call you.' : 'off duty.'}
  </Goodbye>
);

interface ConversationsProps {
  conversations: readonly Assignment[];
  apology?: string;
}

/** Offers the conversations in progress to a supervisor. */
export const Conversations = ({ conversations, apology }: ConversationsProps) => {
  const credentials = useContext(WebhookCredentials);
  if (conversations.length === 0)
    return <Goodbye>{`${apology ?? ''} There is no conversation to coach.`.trim()}</Goodbye>;
  return (
    <Response>
      <Gather gatherUrl={paths.coach} {...credentials} maxDigits={1}>
        {apology !== undefined && <Say>{apology}</Say>}
        {conversations.map(({ id, agent }) => (
          <Say key={id}>
            To coach {agent.name}, press {agent.key}.
          </Say>
        ))}
      </Gather>
    </Response>
  );
};

/** The supervisor joins. Only the agent hears the supervisor. */
export const SupervisorJoins = ({ assignment }: { assignment: Assignment }) => (
  <Response>
    <Say>{`You are coaching ${assignment.agent.name}. The caller does not hear you.`}</Say>
    <Conversation assignment={assignment} coaches={assignment.agentCallId}>
      The conversation is over.
    </Conversation>
  </Response>
);
