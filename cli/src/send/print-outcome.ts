import type { Problem } from 'bxml-jsx';
import { pretty } from 'bxml-jsx/testing';
import { codeFrame } from '../terminal/code-frame.js';
import { type Io, print, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { visible, visibleJson } from '../terminal/visible.js';
import type { HttpAnswer, NoAnswer } from './http-exchange.js';
import type { SendOptions, SendOutcome } from './send.js';

/** Prints what was sent and what came back: for people, with `--json` for programs, or with `--raw` the body alone. */
export function printOutcome(io: Io, outcome: SendOutcome, { json, raw }: Pick<SendOptions, 'json' | 'raw'>): void {
  if (json) print(io, visibleJson(jsonOf(outcome), 2));
  else if (raw) printRaw(io, outcome);
  else printForPeople(io, outcome);
}

const isAnswer = (result: HttpAnswer | NoAnswer): result is HttpAnswer => 'status' in result;

/** Returns an accepted document as people read it; `undefined` if there is none. */
function documentOf({ info, delivery, check }: SendOutcome): string | undefined {
  const { result } = delivery.last;
  if (!check?.hasDocument || !isAnswer(result)) return undefined;
  return pretty(result.body, { strict: false, context: info.responseContext });
}

function jsonOf(outcome: SendOutcome) {
  const { event, method, url, delivery, check, isOpen } = outcome;
  const { result } = delivery.last;
  return {
    accepted: check?.isAccepted ?? false,
    verdict: check?.verdict ?? (isAnswer(result) ? '' : result.failure),
    hint: check === undefined && !isAnswer(result) ? result.hint : check?.hint,
    request: { method, url: url.href, event },
    attempts: delivery.attempts.map(({ hasCredentials, result: each }) => ({
      credentials: hasCredentials,
      ...(isAnswer(each) ? { status: each.status } : { failure: each.failure }),
      milliseconds: each.milliseconds,
    })),
    ...(isAnswer(result)
      ? {
          answer: {
            status: result.status,
            contentType: result.contentType ?? null,
            bytes: result.bytes,
            cut: result.isCut,
            body: result.body,
          },
        }
      : {}),
    problems: check?.problems ?? [],
    document: documentOf(outcome),
    ...(isOpen ? { acceptsWithoutCredentials: true } : {}),
  };
}

function printRaw(io: Io, { delivery, check }: SendOutcome): void {
  const { result } = delivery.last;
  if (!isAnswer(result)) {
    remark(io, visible(result.failure));
    remark(io, `  ${result.hint}`);
    return;
  }
  io.stdout.write(result.body);
  if (!result.body.endsWith('\n') && io.stdout.isTTY) io.stdout.write('\n');
  remark(io, statusLine(result));
  if (check !== undefined) remark(io, visible(check.verdict));
}

function printForPeople(io: Io, outcome: SendOutcome): void {
  const { info, method, url, delivery, check, isOpen } = outcome;
  const style = styleFor(io);
  print(io, `${style('bold', info.name)} → ${method} ${url.href}`);
  for (const { hasCredentials, result } of delivery.attempts) {
    const by = delivery.attempts.length === 1 ? '' : hasCredentials ? ', with credentials' : ', without credentials';
    if (isAnswer(result)) print(io, `${statusLine(result)}${by}`);
  }
  const { result } = delivery.last;
  if (!isAnswer(result)) {
    print(io, `${style('red', '✗')} ${visible(result.failure)}`);
    print(io, `  ${result.hint}`);
    return;
  }
  print(io);
  const document = documentOf(outcome);
  if (document !== undefined) print(io, `${visible(document)}\n`);
  for (const problem of check?.problems ?? []) printProblem(io, problem, result.body);
  if (check === undefined) return;
  print(io, `${check.isAccepted ? style('green', '✓') : style('red', '✗')} ${visible(check.verdict)}`);
  if (check.hint !== undefined) print(io, `  ${visible(check.hint)}`);
  if (!check.isAccepted && check.problems.length === 0) printBody(io, result);
  if (isOpen)
    print(
      io,
      `${style('yellow', '!')} The application accepted the event without credentials: anyone can send it events.`,
    );
}

function statusLine({ status, statusText, contentType, bytes, isCut, milliseconds }: HttpAnswer): string {
  const size = isCut ? `more than ${bytes} bytes` : `${bytes} bytes`;
  const parts = [
    `${status} ${visible(statusText)}`.trim(),
    ...(contentType === undefined ? [] : [visible(contentType)]),
    size,
    `${milliseconds} ms`,
  ];
  return parts.join(', ');
}

function printProblem(io: Io, { severity, code, message, hint, source, path }: Problem, body: string): void {
  const style = styleFor(io);
  const place = source === undefined ? path : `${source.line}:${source.column}`;
  print(io, `${style(severity === 'error' ? 'red' : 'yellow', severity)} ${place} ${style('dim', code)}`);
  print(io, `  ${visible(message).replaceAll('\n', '\n  ')}`);
  for (const line of source === undefined ? [] : codeFrame(body, source)) print(io, `    ${line}`);
  if (hint !== undefined) print(io, `  ${visible(hint)}`);
  print(io);
}

const SHOWN_LINES = 12;
const SHOWN_LENGTH = 160;

/** Prints the beginning of the body of an answer that is not a document. */
function printBody(io: Io, { body, isCut }: HttpAnswer): void {
  if (body.trim() === '') return;
  const lines = body
    .slice(0, SHOWN_LINES * SHOWN_LENGTH * 4)
    .trimEnd()
    .split('\n');
  print(io);
  for (const line of lines.slice(0, SHOWN_LINES)) {
    const text = visible(line.replace(/\r$/, ''));
    print(io, `    ${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}`);
  }
  if (lines.length > SHOWN_LINES || isCut || body.length > SHOWN_LINES * SHOWN_LENGTH * 4)
    print(io, '    … (--raw prints all of it)');
}
