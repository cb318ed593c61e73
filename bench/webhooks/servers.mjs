// The servers that are compared: the same app with Koa, each with its own way to read an event and to write the menu.
// Every one makes its input of the event with the same function.
const serving = `
import Koa from 'koa';
import { listen, menuInput } from './webhooks/server.mjs';
`;

/** A server with the usual body parser, and the menu written in another way. */
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

export const servers = {
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
  'koa-bodyparser, template literal': { source: behindBodyParser('byHand') },
  'koa-bodyparser, bandwidth-sdk': { source: behindBodyParser('bySdk') },
};
