// The compared servers: the same app with Koa, each with its own way to read an event and to write the menu. All derive
// the values of the menu with the same function.
const serving = `
import Koa from 'koa';
import { listen, menuInput } from './webhooks/server.mjs';
`;

/** Returns a server with the usual body parser, and the menu written in another way. */
const behindBodyParser = (menu) => `
import bodyParser from 'koa-bodyparser';
import { ${menu} as menu } from './webhooks/menus.mjs';
${serving}
const app = new Koa();
app.use(bodyParser());
app.use((ctx) => {
  ctx.type = 'application/xml; charset=utf-8';
  ctx.body = menu(menuInput(ctx.request.body));
});
listen(app);
`;

/** Koa with a constant response: the baseline for everything on top of Koa. */
export const BARE = 'koa alone';

export const servers = {
  [BARE]: {
    source: `
import { byHand } from './webhooks/menus.mjs';
import { events } from './webhooks/events.mjs';
${serving}
const app = new Koa();
const answer = byHand(menuInput(events[0]));
app.use((ctx) => {
  ctx.type = 'application/xml; charset=utf-8';
  ctx.body = answer;
});
listen(app);
`,
  },
  'bxml-jsx/koa': {
    jsxImportSource: 'bxml-jsx',
    source: `
import { webhooks } from 'bxml-jsx/koa';
import { menu } from './webhooks/menu.tsx';
${serving}
const app = new Koa();
app.use(webhooks({ initiate: (event) => menu(menuInput(event)) }));
listen(app);
`,
  },
  // The minimum for an event: without any check, and without a limit on the body.
  'template literal, nothing checked': {
    source: `
import { byHand as menu } from './webhooks/menus.mjs';
${serving}
const app = new Koa();
const bodyOf = (req) =>
  new Promise((resolve) => {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => resolve(JSON.parse(String(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))));
  });
app.use(async (ctx) => {
  const event = await bodyOf(ctx.req);
  ctx.type = 'application/xml; charset=utf-8';
  ctx.body = menu(menuInput(event));
});
listen(app);
`,
  },
  'koa-bodyparser, template literal': { source: behindBodyParser('byHand') },
  'koa-bodyparser, bandwidth-sdk': { source: behindBodyParser('bySdk') },
};
