import { createServer } from 'node:http';
import { GET, POST } from './dist/route.js';

const routes = { GET, POST };
createServer(async (req, res) => {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  const body = req.method === 'GET' ? undefined : Buffer.concat(chunks);
  const request = new Request(`http://localhost${req.url}`, { method: req.method, headers: req.headers, body });
  const response = await routes[req.method](request);
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}).listen(process.env.PORT);
