import { type Io, print, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { visible } from '../terminal/visible.js';
import type { EntryReport, HeardReport, ProblemReport, StepReport } from './call-report.js';
import { apiText } from './rest-api.js';

type Line = HeardReport | EntryReport | ProblemReport;

/** Prints a step for people: what happened, with the clock, and what the call waits for. */
export function printReport(io: Io, report: StepReport): void {
  const style = styleFor(io);
  if (report.api !== undefined) remark(io, apiText(report.api));
  for (const line of linesOf(report)) printLine(io, line);
  const { failure, waitsFor } = report;
  if (failure !== undefined) {
    print(io, `${style('red', '✗')} ${indented(visible(failure.message))}`);
    if (failure.hint !== undefined) print(io, `  ${indented(visible(failure.hint))}`);
  }
  for (const { kind, text } of waitsFor) {
    const isInput = kind === 'listens' || kind === 'refers';
    print(io, style('cyan', `→ ${isInput ? 'waits for ' : ''}${visible(text)}`));
  }
}

/** Prints everything that happened. */
export function printTimeline(io: Io, report: StepReport): void {
  for (const line of linesOf(report)) printLine(io, line);
}

/** Returns what happened, in order. */
const linesOf = ({ heard, entries, problems }: StepReport): Line[] =>
  [...heard, ...entries, ...problems].sort((one, other) => one.at - other.at || one.index - other.index);

function printLine(io: Io, line: Line): void {
  const style = styleFor(io);
  const place = `${clockText(line.at).padStart(8)}  ${line.leg}`;
  if ('severity' in line) {
    const { severity, code, message, hint, line: row, column } = line;
    const color = severity === 'error' ? 'red' : 'yellow';
    const at = row === undefined ? '' : ` at ${row}:${column}`;
    print(io, `${place} ${style(color, `${severity} ${code}${at}:`)} ${indented(visible(message))}`);
    if (hint !== undefined) print(io, `          ${indented(visible(hint))}`);
    return;
  }
  const { text } = line;
  if (!isHeard(line)) {
    print(io, `${place} ${style('dim', indented(visible(text)))}`);
    return;
  }
  const stopped = line.stoppedAfter === undefined ? '' : `, stopped after ${line.stoppedAfter} s`;
  const from = line.from === undefined ? '' : ` ${line.from} say`;
  const shown =
    line.kind === 'audio'
      ? visible(text)
      : line.kind === 'stream'
        ? `the stream ${visible(text)}`
        : `“${visible(text)}”`;
  print(io, `${place} hears${from} ${style('bold', shown)}${stopped}`);
}

const isHeard = (line: HeardReport | EntryReport): line is HeardReport =>
  line.kind !== 'event' && line.kind !== 'change' && line.kind !== 'action';

const indented = (text: string): string => text.replace(/\n\s*/g, '\n          ');

/** Formats seconds as `0:03.1`. */
function clockText(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  const rest = `${String(Math.floor((tenths % 600) / 10)).padStart(2, '0')}.${tenths % 10}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
