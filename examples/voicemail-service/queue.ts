// The queue of the events: in this process by default, on Redis if there is a URL of one. And the commands for dead events.
import { parseArgs } from 'node:util';
import { type DeadEvent, type DeadSelection, type EventQueue, memoryQueue, type QueueOptions } from 'bxml-jsx/queue';

/** Returns the queue. Every process of one queue has the same options. */
export async function openQueue(redisUrl: string | undefined, options: QueueOptions): Promise<EventQueue> {
  if (redisUrl === undefined) return memoryQueue(options);
  const { bullmqQueue } = await import('bxml-jsx/bullmq');
  return bullmqQueue({ connection: redisUrl, name: 'voicemail', ...options });
}

const USAGE = `Commands:
  list [--call ID]                     dead events, those that died first first
  show KEY                             one of them, with the event
  replay KEY | --call ID | --all       handle dead events again
  discard KEY | --call ID | --all      delete dead events
  figures                              the number of events by state`;

/**
 * Runs a command on a queue. Resolves to the exit code: 0, 1 if no event was found, 2 for a wrong command.
 *
 * @param write writes a line of output
 */
export async function queueCommand(
  queue: EventQueue,
  args: readonly string[],
  write: (line: string) => void,
): Promise<number> {
  const command = parse(args);
  switch (command?.name) {
    case 'list': {
      const events = await queue.dead({ callId: command.callId, limit: 1000 });
      for (const event of events) write(lineOf(event));
      write(`${events.length} dead`);
      return 0;
    }
    case 'show': {
      const [event] = await queue.dead({ key: command.key });
      write(event === undefined ? 'No dead event has this key.' : JSON.stringify(event, null, 2));
      return event === undefined ? 1 : 0;
    }
    case 'replay':
    case 'discard': {
      const count = await queue[command.name](command.selection);
      write(`${count} ${command.name === 'replay' ? 'queued again' : 'deleted'}`);
      return count === 0 ? 1 : 0;
    }
    case 'figures':
      write(JSON.stringify(await queue.figures()));
      return 0;
    default:
      write(USAGE);
      return 2;
  }
}

type Command =
  | { readonly name: 'list'; readonly callId: string | undefined }
  | { readonly name: 'show'; readonly key: string }
  | { readonly name: 'replay' | 'discard'; readonly selection: DeadSelection }
  | { readonly name: 'figures' };

/** Returns a command; undefined if it is wrong. */
function parse(args: readonly string[]): Command | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { call: { type: 'string' }, all: { type: 'boolean' } },
    });
    const [name, key] = positionals;
    const { call: callId, all } = values;
    const given = [key, callId, all].filter((value) => value !== undefined).length;
    if (positionals.length > 2) return undefined;
    if (name === 'list' && given === (callId === undefined ? 0 : 1)) return { name, callId };
    if (name === 'figures' && given === 0) return { name };
    if (name === 'show' && key !== undefined && given === 1) return { name, key };
    if ((name !== 'replay' && name !== 'discard') || given !== 1) return undefined;
    if (key !== undefined) return { name, selection: { key } };
    return { name, selection: callId !== undefined ? { callId } : 'all' };
  } catch {
    // An unknown option, or one without its value.
    return undefined;
  }
}

const lineOf = ({ key, eventType, attempts, reason, diedAt }: DeadEvent): string =>
  `${new Date(diedAt).toISOString()}  ${eventType}  ${attempts} attempts  ${reason}\n  ${key}`;
