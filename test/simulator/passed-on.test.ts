// An event without a handler in webhooks that are one middleware of several.
import { createRequire } from 'node:module';
import * as onNode from 'bxml-jsx/node';
import { type SimulatedApplication, simulate } from 'bxml-jsx/testing';
import express from 'express';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from './call-failure.js';

const test = suite('events that webhooks pass on');

// Its types are those of Express 5 here.
const express4 = createRequire(import.meta.url)('express-4') as typeof express;

const handlers = { disconnect: () => undefined };

/** The error of a call to it. */
const failing = (app: SimulatedApplication) => failureOf(simulate(app).call({ url: '/voice' }));

for (const [name, framework] of [
  ['Express 5', express],
  ['Express 4', express4],
] as const) {
  test(`a body parser of ${name} after the webhooks finds that the body was read`, async () => {
    const app = framework();
    app.use('/voice', onNode.webhooks(handlers));
    app.use(framework.json());
    const { message } = await failing(app);
    assert.match(message, 'status 404');
    assert.not.match(message, 'not readable');
  });
}

test.run();
