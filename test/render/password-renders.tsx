// A program that renders a password repeatedly, and prints which of two strings are still in its heap.
import { getHeapSnapshot } from 'node:v8';
import { Gather, PhoneNumber, Record, Redirect, Response, render, Transfer, validate } from 'bxml-jsx';
import { collected } from '../collected.js';

/** Created at run time, because a string literal would be found in the source. */
const text = (letters: string): string => [...letters].reverse().join('');
const password = (): string => text('7281hsifdrows');
const heldText = (): string => text('7281hsifdleh');

function renderOften(): void {
  for (let turn = 0; turn < 50; turn++) {
    render(
      <Response>
        <Gather gatherUrl="/g" username="u" password={password()} fallbackUsername="u" fallbackPassword={password()} />
        <Record recordCompleteUrl="https://a.example/r" username="u" password={password()} />
        <Transfer>
          <PhoneNumber transferAnswerUrl="/t" username="u" password={password()}>
            +15551230001
          </PhoneNumber>
        </Transfer>
        <Redirect redirectUrl="/r" password={password()} username="u" />
      </Response>,
    );
    // Invalid for another reason.
    validate(
      <Response>
        <Redirect redirectUrl="ftp://x" password={password()} username="u" />
      </Response>,
    );
  }
}

async function snapshot(): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(String(chunk));
  return chunks.join('');
}

const held = { text: heldText() };
renderOften();
await collected();
const heap = await snapshot();
console.log(JSON.stringify({ password: heap.includes(password()), held: heap.includes(held.text) }));
