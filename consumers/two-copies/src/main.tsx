import { BxmlError, Pause, Response, render, renderAsync, useContext } from 'bxml-jsx';
import { EventError } from 'bxml-jsx/events';
import { parse } from 'bxml-jsx/parse';
import * as copy from 'library';

declare const console: { log(...values: unknown[]): void };

const Later = async () => (
  <copy.Language.Provider value="es">
    <copy.Greeting />
    <Ours />
  </copy.Language.Provider>
);
const Ours = () => useContext(copy.Language) === 'es' && <Pause />;

console.log(render === copy.render, (Response as unknown) === copy.Response);
console.log(
  await renderAsync(
    <Response>
      <Later />
    </Response>,
  ),
);
console.log(
  await copy.renderAsync(
    <copy.Response>
      <Later />
    </copy.Response>,
  ),
);
console.log(copy.render(parse('<Response><Hangup/></Response>')));
try {
  render(<Response>{copy.wrong}</Response>);
} catch (error) {
  console.log(error instanceof BxmlError, error instanceof copy.BxmlError);
}
try {
  copy.failWith();
} catch (error) {
  const failure: BxmlError = error as InstanceType<typeof copy.BxmlError>;
  console.log(failure instanceof BxmlError, failure.name, failure.code);
}
const refused: EventError = new copy.EventError('event.not-object', 'It is not an event.');
console.log(refused instanceof EventError, refused.name, refused.code);
// @ts-expect-error errors of one copy are errors of the other
export const mistake = () => <copy.Gather gatherURL="/" />;
