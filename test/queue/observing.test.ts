// The recipes of docs/scaling.md for Prometheus and OpenTelemetry, on a real Redis.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { type BullmqQueue, bullmqQueue } from 'bxml-jsx/bullmq';
import { webhooks } from 'bxml-jsx/fetch';
import type { QueueHooks } from 'bxml-jsx/queue';
import { events } from 'bxml-jsx/testing';
import * as assert from 'uvu/assert';
import { redisSuite } from './redis-server.js';

/** Imports a block of the page, with the packages that it needs. */
async function recipe(file: string): Promise<Record<string, unknown>> {
  const page = readFileSync('docs/scaling.md', 'utf8');
  const [, code = ''] =
    page
      .split('```ts\n')
      .find((part) => part.startsWith(`// ${file}\n`))
      ?.match(/^([\s\S]*?)^```$/m) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'bxml-recipe-'));
  try {
    for (const [name, target] of [
      ['bxml-jsx', '.'],
      ['bullmq-otel', 'node_modules/bullmq-otel'],
    ] as const) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(resolve(target), link, 'junction');
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, file), code);
    return await import(pathToFileURL(join(folder, file)).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Resolves when every event of a queue is handled or dead. */
async function settled(queue: BullmqQueue): Promise<void> {
  for (;;) {
    const { waiting, running, retrying } = await queue.figures();
    if (waiting + running + retrying === 0) return;
    await wait(5);
  }
}

function request(event: object): Request {
  const headers = { 'content-type': 'application/json' };
  return new Request('https://app.example/', { method: 'POST', headers, body: JSON.stringify(event) });
}

redisSuite('observing a queue', (test) => {
  test('the recipe for Prometheus returns the figures, the counters and the metrics of BullMQ', async ({ server }) => {
    // The page defines it.
    const { queueMetrics } = (await recipe('metrics.ts')) as {
      queueMetrics(): { readonly hooks: QueueHooks; text(queue: BullmqQueue): Promise<string> };
    };
    const { hooks, text } = queueMetrics();
    const options = { connection: server.url, name: 'metrics', attempts: 2, backoff: () => 1 };
    const queue = bullmqQueue({ ...options, hooks, onError: () => undefined });
    const handlers = {
      disconnect({ callId }: { callId: string }, { attempt }: { attempt: number }) {
        if (callId === 'c-dead' || (callId === 'c-second' && attempt === 1)) throw new Error('Away.');
      },
      recordingAvailable: () => undefined,
    };
    const app = webhooks(handlers, { queue });
    try {
      await app(request(events.recordingAvailable({ callId: 'c-first' })));
      assert.match(await text(queue), '\nbxml_events{state="waiting"} 1\n');
      for (const callId of ['c-first', 'c-second', 'c-dead']) await app(request(events.disconnect({ callId })));
      queue.work(handlers);
      await settled(queue);
      const lines = (await text(queue)).split('\n');
      assert.is(lines.pop(), '');
      assertExposition(lines);
      for (const line of [
        'bxml_events{state="waiting"} 0',
        'bxml_events{state="dead"} 1',
        'bxml_oldest_event_seconds 0',
        'bxml_events_stored_total{event_type="recordingAvailable"} 1',
        'bxml_events_stored_total{event_type="disconnect"} 3',
        'bxml_events_handled_total{event_type="disconnect"} 2',
        'bxml_attempts_failed_total{event_type="disconnect"} 3',
        'bxml_events_dead_total{event_type="disconnect"} 1',
        'bullmq_job_count{queue="metrics", state="completed"} 3',
        'bullmq_job_count{queue="metrics", state="failed"} 1',
        'bullmq_job_completed_total{queue="metrics"} 0',
      ]) {
        assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`);
      }
    } finally {
      await queue.close();
    }
  });

  test('the recipe for OpenTelemetry continues the trace of the request in the handler', async ({ server }) => {
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    // Sets the globals of OpenTelemetry, as its SDK does: the tracer, the context and the propagation.
    provider.register();
    // The page defines it.
    const { tracedQueue } = (await recipe('tracing.ts')) as { tracedQueue(connection: string): BullmqQueue };
    const queue = tracedQueue(server.url);
    try {
      const tracer = trace.getTracer('test');
      const handlers = { disconnect: () => tracer.startSpan('effect').end() };
      queue.work(handlers);
      const app = webhooks(handlers, { queue });
      await tracer.startActiveSpan('request', async (span) => {
        assert.is((await app(request(events.disconnect()))).status, 201);
        span.end();
      });
      await settled(queue);
      await queue.close();
      const spans = exporter.getFinishedSpans();
      const path: string[] = [];
      let span = spans.find(({ name }) => name === 'effect');
      while (span !== undefined) {
        path.push(span.name);
        const parent = span.parentSpanContext?.spanId;
        span = spans.find((each) => each.spanContext().spanId === parent);
      }
      assert.equal(path, ['effect', 'process events', 'add events.disconnect', 'request']);
    } finally {
      await queue.close();
      trace.disable();
      context.disable();
      propagation.disable();
    }
  });
});

/** Checks the text format of Prometheus: a type before each metric, and the lines of a metric together. */
function assertExposition(lines: readonly string[]): void {
  const types = new Set<string>();
  let current = '';
  for (const line of lines) {
    const [, type] = /^# TYPE (\w+) (?:gauge|counter)$/.exec(line) ?? [];
    if (type !== undefined) {
      assert.not.ok(types.has(type), `${type} has two types`);
      types.add(type);
      current = type;
    } else if (!line.startsWith('# HELP ')) {
      const [, name] = /^(\w+)(?:\{(?:\w+="[^"\\]*"(?:, ?)?)+\})? \d+(?:\.\d+)?$/.exec(line) ?? [];
      assert.is(name, current, line);
    }
  }
}
