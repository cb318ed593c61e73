// The servers that are compared: the same app with Koa, each with its own way to read an event and to write the menu.
// Every one makes its input of the event with the same function.
const serving = `
import Koa from 'koa';
import { listen, menuInput } from './webhooks/server.mjs';
`;

/** A server with the usual body parser, and the document of another way to write one. */
const behindBodyParser = (documents) => `
import bodyParser from 'koa-bodyparser';
import { documents } from '${documents}';
${serving}
const app = new Koa();
app.use(bodyParser());
app.use((ctx) => {
  ctx.type = 'application/xml; charset=utf-8';
  ctx.body = documents.menu(menuInput(ctx.request.body));
});
listen(app);
`;

export const servers = {
  'bxml-jsx/koa': {
    jsxImportSource: 'bxml-jsx',
    source: `
import { Gather, PhoneNumber, PlayAudio, Response, SpeakSentence, Transfer } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import { documentsWith } from './documents.tsx';
${serving}
const { menu } = documentsWith({ Gather, PhoneNumber, PlayAudio, Response, SpeakSentence, Transfer }, (value) => value);
const app = new Koa();
app.use(webhooks({ initiate: (event) => menu(menuInput(event)) }));
listen(app);
`,
  },
  'koa-bodyparser, template literal': { source: behindBodyParser('./floor.mjs') },
  'koa-bodyparser, bandwidth-sdk': { source: behindBodyParser('./bandwidth-sdk.mjs') },
};
