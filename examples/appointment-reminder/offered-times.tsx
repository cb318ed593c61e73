import { Gather, Response, useContext } from 'bxml-jsx';
import { WebhookCredentials } from '../phone-menu/credentials.js';
import type { Appointment, FreeTime } from './appointment.js';
import { writeTag } from './call-tag.js';
import { DeskTransfer } from './desk-transfer.js';
import { paths } from './paths.js';
import { Say } from './say.js';
import { spokenTime } from './spoken-time.js';

/** How many times are offered at once; each has a key from 1. */
export const MOST_TIMES = 3;

interface OfferedTimesProps {
  appointment: Appointment;
  times: readonly FreeTime[];
  /** Counts from 1. */
  ask: number;
  /** Why they are offered again. */
  apology?: string | undefined;
}

/** Offers other times by key; where there are none, the desk has to find one. */
export const OfferedTimes = ({ appointment: { id }, times, ask, apology }: OfferedTimesProps) => (
  <Response>
    {times.length === 0 ? (
      <DeskTransfer appointment={id}>{`${apology ?? ''} There is no other time free.`.trim()}</DeskTransfer>
    ) : (
      <Gather
        gatherUrl={paths.time}
        {...useContext(WebhookCredentials)}
        maxDigits={1}
        firstDigitTimeout={6}
        tag={writeTag({ appointment: id, ask, offered: times.map((time) => time.id) })}
      >
        {apology !== undefined && <Say>{apology}</Say>}
        {times.map(({ id: timeId, at }, index) => (
          <Say key={timeId}>
            For {spokenTime(at)}, press {index + 1}.
          </Say>
        ))}
        <Say>To talk to somebody, press 0.</Say>
      </Gather>
    )}
  </Response>
);
