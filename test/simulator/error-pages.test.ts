// What is said of the error pages of frameworks: the error and its message, in one line.
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('error pages');

const HTML = 'text/html; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json';

const pages: readonly (readonly [framework: string, type: string, body: string, said: string])[] = [
  [
    'Express in development',
    HTML,
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>TypeError: Cannot read properties of undefined (reading &#39;name&#39;)<br> &nbsp; &nbsp;at /app/server.js:12:20<br> &nbsp; &nbsp;at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)</pre>\n</body>\n</html>\n',
    "TypeError: Cannot read properties of undefined (reading 'name')",
  ],
  [
    'Express in production',
    HTML,
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Internal Server Error</pre>\n</body>\n</html>\n',
    'Internal Server Error',
  ],
  ['Koa', TEXT, 'Internal Server Error', 'Internal Server Error'],
  ['Fastify', JSON_TYPE, '{"statusCode":500,"error":"Internal Server Error","message":"no customer"}', 'no customer'],
  ['FastAPI', JSON_TYPE, '{"detail":"no such menu"}', 'no such menu'],
  ['JSON with an error in it', JSON_TYPE, '{"error":{"code":7,"message":"no menu"}}', 'no menu'],
  ['JSON without a message', JSON_TYPE, '{"code":7}', '{"code":7}'],
  ['JSON that is not JSON', JSON_TYPE, 'oops', 'oops'],
  [
    'Flask in production',
    HTML,
    '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n<p>The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.</p>\n',
    'Internal Server Error: The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
  ],
  [
    'the debugger of Werkzeug',
    HTML,
    `<!doctype html>\n<html lang=en>\n  <head>\n    <title>KeyError: &#39;digits&#39;\n // Werkzeug Debugger</title>\n    <link rel="stylesheet" href="?__debugger__=yes">\n    <script>\n      var CONSOLE_MODE = false, EVALEX = true && 1 < 2;\n    </script>\n  </head>\n  <body style="background-color: #fff">\n    <div class="debugger">\n<h1>KeyError</h1>\n<div class="detail">\n  <p class="errormsg">KeyError: &#39;digits&#39;\n</p>\n</div>\n<h2 class="traceback">Traceback <em>(most recent call last)</em></h2>\n<div class="traceback"><ul><li><div class="frame">File <cite class="filename">"/app/main.py"</cite></div></ul></div></body></html>`,
    "KeyError: 'digits'",
  ],
  [
    'Django in development',
    HTML,
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n  <meta name="robots" content="NONE,NOARCHIVE">\n  <title>ZeroDivisionError\n          at /call</title>\n  <style>\n    html * { padding:0; }\n  </style>\n</head>\n<body>\n<header id="summary">\n  <h1>ZeroDivisionError\n       <span>at /call</span></h1>\n  <pre class="exception_value">division by zero</pre>\n  <table class="meta">\n    <tr>\n      <th scope="row">Request Method:</th>\n      <td>POST</td>\n    </tr></table></header></body></html>`,
    'ZeroDivisionError at /call: division by zero',
  ],
  [
    'Django as text',
    TEXT,
    'ZeroDivisionError at /call\ndivision by zero\n\nRequest Method: POST\nRequest URL: http://localhost:8000/call\n',
    'ZeroDivisionError at /call division by zero',
  ],
  [
    'Django in production',
    HTML,
    '<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n',
    'Server Error (500)',
  ],
  [
    'Rails in development',
    HTML,
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n  <meta charset="utf-8" />\n  <title>Action Controller: Exception caught</title>\n  <style>body { color: #333 }</style>\n  <script>function toggle(id) { if (1 < 2) return "<b>"; }</script>\n</head>\n<body>\n<header role="banner">\n  <h1>NoMethodError in CallsController#create</h1>\n</header>\n<main role="main" id="container">\n  <h2 style="margin-top: 0">undefined method &#39;name&#39; for nil</h2>\n  <div class="source"><div class="info">Extracted source (around line <strong>#5</strong>):</div></div></main></body></html>`,
    "NoMethodError in CallsController#create: undefined method 'name' for nil",
  ],
  [
    'Rails as text',
    TEXT,
    "NoMethodError (undefined method 'name' for nil):\n  \napp/controllers/calls_controller.rb:5:in 'create'\n",
    "NoMethodError (undefined method 'name' for nil):",
  ],
  [
    'Rails in production',
    HTML,
    `<!DOCTYPE html>\n<html>\n<head>\n  <title>We're sorry, but something went wrong (500)</title>\n  <style>.rails-default-error-page { color: #2E2F30 }</style>\n</head>\n<body class="rails-default-error-page">\n  <div class="dialog">\n    <div>\n      <h1>We're sorry, but something went wrong.</h1>\n    </div>\n    <p>If you are the application owner check the logs for more information.</p>\n  </div>\n</body>\n</html>`,
    "We're sorry, but something went wrong. If you are the application owner check the logs for more information.",
  ],
  [
    'PHP',
    HTML,
    '<br />\n<b>Fatal error</b>:  Uncaught Exception: no menu in /app/call.php:3\nStack trace:\n#0 {main}\n  thrown in <b>/app/call.php</b> on line <b>3</b><br />\n',
    'Fatal error: Uncaught Exception: no menu in /app/call.php:3',
  ],
  [
    'nginx',
    HTML,
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    '502 Bad Gateway: nginx',
  ],
  [
    'a Python traceback',
    TEXT,
    'Traceback (most recent call last):\n  File "/app/main.py", line 4, in call\n    menu["9"]\nKeyError: \'9\'\n',
    "KeyError: '9'",
  ],
  ['a JavaScript stack', TEXT, 'Error: no menu\n    at menu (/app/menu.js:3:9)\n    at call', 'Error: no menu'],
  ['a page in text/plain', TEXT, '<!doctype html><title>Oops</title><p>It broke', 'It broke'],
  ['a page with a title alone', HTML, '<title>Oops</title>', 'Oops'],
  ['entities of every kind', HTML, '<p>&lt;a&gt; &amp;amp; &#x2F; &nope; &#0;', '<a> &amp; / &nope; &#0;'],
];

for (const [framework, contentType, body, said] of pages)
  test(`says what matters of ${framework}`, async () => {
    const app = (_request: Request) => new Response(body, { status: 500, headers: { 'content-type': contentType } });
    const call = await simulate(app, { strict: false }).call({ url: '/call' });
    await call.ends();
    const sent = call.timeline.find((entry) => entry.kind === 'event');
    assert.is(sent?.kind === 'event' && sent.cause, said);
  });

test('a large page takes time in proportion to its length', async () => {
  for (const body of [
    '<'.repeat(130_000),
    '<p>'.repeat(40_000),
    '<pre>\n'.repeat(20_000),
    '&'.repeat(130_000),
    '<script>'.repeat(16_000),
  ]) {
    const app = (_request: Request) => new Response(body, { status: 500, headers: { 'content-type': HTML } });
    const before = process.cpuUsage();
    await (await simulate(app, { strict: false }).call({ url: '/call' })).ends();
    const { user } = process.cpuUsage(before);
    assert.ok(user < 1_000_000, `${user} µs for ${body.slice(0, 8)}…`);
  }
});

test.run();
