/** @jsxRuntime automatic @jsxImportSource bxml-jsx */
// The smallest document with each general code. The page shows the source as it is written here, and the problem that
// `validate` returns. The documents are invalid on purpose; several would not compile in a TypeScript project.
import {
  CustomParam,
  Gather,
  Hangup,
  Pause,
  Redirect,
  Response,
  SpeakSentence,
  StartStream,
  StartTranscription,
  Transfer,
} from 'bxml-jsx';

export const examples = {
  'attribute.unknown': () => (
    <Response>
      <Redirect redirectURL="/menu" />
    </Response>
  ),
  'attribute.type': () => (
    <Response>
      <Gather gatherUrl="/choice" maxDigits="1" />
    </Response>
  ),
  'attribute.range': () => (
    <Response>
      <Gather gatherUrl="/choice" repeatCount={0} />
    </Response>
  ),
  'attribute.enum': () => (
    <Response>
      <Gather gatherUrl="/choice" gatherMethod="get" />
    </Response>
  ),
  'attribute.length': () => (
    <Response>
      <Gather gatherUrl="/choice" tag={'order '.repeat(50)} />
    </Response>
  ),
  'attribute.pattern': () => (
    <Response>
      <Gather gatherUrl="ftp://example.com/choice" />
    </Response>
  ),
  'attribute.required': () => (
    <Response>
      <StartTranscription destination="wss://media.example/live">
        <CustomParam name="ticket" />
      </StartTranscription>
      <Pause />
    </Response>
  ),
  'nesting.child': () => (
    <Response>
      <Transfer>
        <Hangup />
      </Transfer>
    </Response>
  ),
  'child.type': () => (
    <Response>
      <SpeakSentence>You are number {Number('two')} in the queue.</SpeakSentence>
    </Response>
  ),
  'text.illegal': () => (
    <Response>
      <SpeakSentence>{'Ding\u0007'}</SpeakSentence>
    </Response>
  ),
  'component.threw': () => {
    const Balance = ({ account }) => <SpeakSentence>You have {account.balance.toFixed(2)} dollars.</SpeakSentence>;

    return (
      <Response>
        <Balance account={{}} />
      </Response>
    );
  },
  'component.async': () => {
    const Balance = async () => <SpeakSentence>You have {await balance()} dollars.</SpeakSentence>;

    return (
      <Response>
        <Balance />
      </Response>
    );
  },
  'tree.depth': () => {
    const Menu = () => <Menu />;

    return (
      <Response>
        <Menu />
      </Response>
    );
  },
  'tree.size': () => {
    let prompts = [];
    for (let times = 0; times < 21; times++) prompts = [prompts, prompts];

    return <Response>{prompts}</Response>;
  },
  'root.single': () => <SpeakSentence>Hello.</SpeakSentence>,
  'root.known-children': () => <Response>Hello.</Response>,
  'root.size': () => (
    <Response>
      <SpeakSentence>{'bla '.repeat(20_000)}</SpeakSentence>
    </Response>
  ),
  'verb.unreachable': () => (
    <Response>
      <Gather gatherUrl="/choice" />
      <SpeakSentence>Goodbye.</SpeakSentence>
    </Response>
  ),
  'transferAnswer.unlisted': () => (
    <Response>
      <StartStream destination="wss://media.example/live" />
      <Pause />
    </Response>
  ),
  'speak.not-blank': () => (
    <Response>
      <SpeakSentence> </SpeakSentence>
    </Response>
  ),
  'speak.ssml': () => (
    <Response>
      <SpeakSentence>
        Goodbye. <Hangup />
      </SpeakSentence>
    </Response>
  ),
  'speak.ssml-unlisted': () => (
    <Response>
      <SpeakSentence>
        <prosody rate="quick">Press one.</prosody>
      </SpeakSentence>
    </Response>
  ),
  'ssml.required': () => (
    <Response>
      <SpeakSentence>
        <lang>Buenos días.</lang>
      </SpeakSentence>
    </Response>
  ),
  'speak.accidental': () => (
    <Response>
      <SpeakSentence>Hello [object Object]!</SpeakSentence>
    </Response>
  ),
  'url.accidental': () => (
    <Response>
      <Redirect redirectUrl="https://app.example/calls/undefined" />
    </Response>
  ),
};

/** The contexts of documents that would be valid for a call. */
export const contexts = { 'transferAnswer.unlisted': 'transferAnswer' };

const balance = async () => 7;
