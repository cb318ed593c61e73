// Mistakes that are compile errors: `npm run types` fails if a line under @ts-expect-error compiles.
import {
  type BxmlElement,
  defineVerb,
  Gather,
  Hangup,
  PhoneNumber,
  Redirect,
  Response,
  SpeakSentence,
  Transfer,
} from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('types');
const digits: number = 0;
const Later = async (): Promise<BxmlElement> => <Hangup />;
const Text = (): string => 'x';

export const fine = (
  <Response>
    {digits > 0 && <Hangup key="k" />}
    {[1, 2].map((n) => (
      <SpeakSentence key={n} voice="julie" locale="en_US">
        {n} <Text /> <break time="1s" />
      </SpeakSentence>
    ))}
    <SpeakSentence voice="tomorrow's voice">x</SpeakSentence>
    {null}
    {/* a comment */}
    <Later />
  </Response>
);

/** Names from before the first release, which are no longer exported. */
export type Renamed = [
  // @ts-expect-error it is RuleContext
  import('bxml-jsx').RuleSubject,
  // @ts-expect-error it is CallState
  import('bxml-jsx').CallSoFar,
  // @ts-expect-error it is CheckedBy
  import('bxml-jsx').DecidedElsewhere,
];

// @ts-expect-error it is notChecked
export const Hum = () => defineVerb('Hum', { attributes: {}, elsewhere: { 'hum.tune': 'remark' } });

export const wrong = [
  // @ts-expect-error text among verbs
  <Response key="1">hello</Response>,
  // @ts-expect-error `0 && …` would leave a number among verbs
  <Response key="2">{digits && <Hangup />}</Response>,
  // @ts-expect-error lower-case names are only SSML elements
  <gather key="3" />,
  // @ts-expect-error no such attribute
  <Gather key="4" gatherURL="/g" />,
  // @ts-expect-error the type is number
  <Gather key="5" maxDigits="5" />,
  // @ts-expect-error no such method
  <Gather key="6" gatherMethod="PUT" />,
  // @ts-expect-error redirectUrl is required
  <Redirect key="7" />,
  // @ts-expect-error Hangup has no children
  <Hangup key="8">bye</Hangup>,
  // @ts-expect-error text in Transfer
  <Transfer key="9">+15551230000</Transfer>,
  <PhoneNumber key="10">
    {/* @ts-expect-error an element where text is wanted */}
    <Hangup />
  </PhoneNumber>,
  // @ts-expect-error no such language
  <lang key="11" xml:lang="xx-XX">
    x
  </lang>,
  // @ts-expect-error say-as needs interpret-as
  <say-as key="12">5</say-as>,
  // @ts-expect-error no unit
  <break key="13" time="1" />,
  // @ts-expect-error break has no children
  <break key="14">x</break>,
];

test('the file compiles with the expected errors', () => assert.is(wrong.length, 14));

test.run();
