// Events without a handler, which go to the next middleware.
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { type SimulatedApplication, simulate } from 'bxml-jsx/testing';
import express from 'express';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';

const test = suite('events for the next middleware');

// The types are those of Express 5.
const express4 = createRequire(import.meta.url)('express-4') as typeof express;

const handlers = { disconnect: () => undefined };

/** Returns the error of a call to the application. */
const failing = (app: SimulatedApplication) => failureOf(simulate(app).call({ url: '/voice' }));

for (const [name, framework] of [
  ['Express 5', express],
  ['Express 4', express4],
] as const) {
  test(`a body parser of ${name} after the webhooks finds that the body was already read`, async () => {
    const app = framework();
    app.use('/voice', onNode.webhooks(handlers));
    app.use(framework.json());
    const { message } = await failing(app);
    assert.match(message, 'status 404');
    assert.not.match(message, 'not readable');
  });
}

/** The next middleware after the webhooks, and what the message says in addition to the missing handler. */
const next: [name: string, status: number, body: string, says: RegExp][] = [
  ['404', 404, 'no such page', /status 404: there is no handler for initiate/],
  ['405', 405, '', /status 405: there is no handler for initiate/],
  ['200 with text', 200, 'Hello', /content type text\/plain/],
  ['500', 500, 'too bad', /it answered "too bad"/],
];

const MISSING = 'event.no-handler: the webhooks at /voice have no handler for initiate: add one, or correct ';

for (const [name, status, body, says] of next) {
  const answer = (_request: unknown, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  };
  const apps: Record<string, () => SimulatedApplication> = {
    Express: () => express().use('/voice', onNode.webhooks(handlers)).use(answer),
    Koa: () =>
      new Koa().use(onKoa.webhooks(handlers)).use((ctx) => {
        Object.assign(ctx, { status, body });
        ctx.type = 'text/plain';
      }),
  };
  for (const [framework, app] of Object.entries(apps)) {
    test(`the message names the missing handler if ${framework} responds ${name} after the webhooks`, async () => {
      const { message } = await failureOf(
        simulate(app())
          .call({ url: '/voice' })
          .then((strict) => strict.ends()),
      );
      assert.match(message, says);
      assert.match(message, MISSING);
      assert.not.match(message, 'has no route');
    });
  }
}

test('the message names the missing handler if Express itself responds 404', async () => {
  const { message } = await failing(express().use('/voice', onNode.webhooks(handlers)));
  assert.match(message, MISSING);
});

test('an event that the next webhooks handle passes', async () => {
  const app = new Koa()
    .use(onKoa.webhooks(handlers))
    .use(onKoa.webhooks({ initiate: () => '<Response><SpeakSentence>Hi.</SpeakSentence></Response>' }));
  const call = await simulate(app).call({ url: '/voice' });
  await call.hears('Hi.');
  await call.ends('hangup');
});

test('the message names the missing route if the webhooks do not serve the path', async () => {
  const { message } = await failureOf(
    simulate(express().use('/other', onNode.webhooks(handlers))).call({ url: '/voice' }),
  );
  assert.match(message, 'has no route');
});

test.run();
