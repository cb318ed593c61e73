// A phone menu, healthy and with one fault each.
import { Gather, Pause, PhoneNumber, Record, Redirect, Response, SpeakSentence, Transfer } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

const DESK = '+15551230101';

interface Faults {
  readonly deadUrl?: boolean;
  readonly invalidDocument?: boolean;
  readonly deadVerb?: boolean;
  readonly handlerError?: boolean;
  readonly missingHandler?: boolean;
  readonly silence?: boolean;
  readonly unhandledKey?: boolean;
  readonly endlessDocuments?: boolean;
}

const Menu = ({ apology, more, n = 1 }: { apology?: string; more?: string | undefined; n?: number }) => (
  <Gather gatherUrl="/menu" maxDigits={1} tag={String(n)}>
    {apology !== undefined && <SpeakSentence>{apology}</SpeakSentence>}
    <SpeakSentence>For sales, press 1. For a message, press 2. To hear this again, press star.</SpeakSentence>
    {more !== undefined && <SpeakSentence>{more}</SpeakSentence>}
  </Gather>
);

function menu(faults: Faults) {
  const more = faults.unhandledKey ? 'For opening hours, press 3.' : undefined;
  const choice = (digits: string, n: number) => {
    if (digits === '1') {
      return (
        <Response>
          {faults.silence && <Pause duration={20} />}
          <SpeakSentence>One moment.</SpeakSentence>
          <Transfer transferCompleteUrl={faults.deadUrl ? '/gone/missing' : '/after'}>
            <PhoneNumber>{DESK}</PhoneNumber>
          </Transfer>
        </Response>
      );
    }
    if (digits === '2') {
      if (faults.handlerError) throw new RangeError('no room for messages');
      return (
        <Response>
          <SpeakSentence>Please speak.</SpeakSentence>
          <Record
            recordCompleteUrl="/recorded"
            silenceTimeout={4}
            {...(faults.missingHandler && { recordingAvailableUrl: '/available' })}
          />
          {faults.deadVerb && <SpeakSentence>Goodbye.</SpeakSentence>}
        </Response>
      );
    }
    if (digits === '*') {
      if (faults.endlessDocuments)
        return (
          <Response>
            <Redirect redirectUrl="/menu" />
          </Response>
        );
      return (
        <Response>
          <Menu more={more} n={n} />
        </Response>
      );
    }
    if (n >= 3)
      return (
        <Response>
          <SpeakSentence>Goodbye.</SpeakSentence>
        </Response>
      );
    return (
      <Response>
        <Menu apology="Sorry, that is not on the menu." more={more} n={n + 1} />
      </Response>
    );
  };
  const on = webhooks(
    {
      initiate: () => (
        <Response>
          <Menu more={more} />
        </Response>
      ),
      gather: ({ digits = '', tag }) => choice(digits, Number(tag)),
      redirect: () => (
        <Response>
          <Redirect redirectUrl="/menu" />
        </Response>
      ),
      transferComplete: () => (
        <Response>
          <SpeakSentence>Goodbye.</SpeakSentence>
        </Response>
      ),
      recordComplete: () => (
        <Response>
          <SpeakSentence>Thank you.</SpeakSentence>
        </Response>
      ),
      disconnect: () => undefined,
    },
    { onError: () => undefined },
  );
  return async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/gone')) return new globalThis.Response('not found', { status: 404 });
    if (faults.invalidDocument && pathname === '/recorded') {
      return new globalThis.Response('<Response><Say>Thank you.</Say></Response>', {
        headers: { 'content-type': 'application/xml' },
      });
    }
    return on(request);
  };
}

/** Asks for a key without end. */
const caught = webhooks({
  initiate: () => (
    <Response>
      <Gather gatherUrl="/again" maxDigits={1}>
        <SpeakSentence>Press 1 for yes, 2 for no.</SpeakSentence>
      </Gather>
    </Response>
  ),
  gather: ({ digits = '' }) => (
    <Response>
      <Gather gatherUrl="/again" maxDigits={1}>
        <SpeakSentence>{`Answer ${digits || 'none'}. Press 1 for yes, 2 for no.`}</SpeakSentence>
      </Gather>
    </Response>
  ),
  disconnect: () => undefined,
});

export const healthy = menu({});
export const deadUrl = menu({ deadUrl: true });
export const invalidDocument = menu({ invalidDocument: true });
export const deadVerb = menu({ deadVerb: true });
export const handlerError = menu({ handlerError: true });
export const missingHandler = menu({ missingHandler: true });
export const silence = menu({ silence: true });
export const unhandledKey = menu({ unhandledKey: true });
export const endlessDocuments = menu({ endlessDocuments: true });
export const loop = caught;
