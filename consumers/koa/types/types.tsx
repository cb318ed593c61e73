import Router from '@koa/router';
import { Response } from 'bxml-jsx';
import { basicAuth, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import mount from 'koa-mount';

interface State {
  user: string;
}
interface Added {
  database: { name: string };
}
const calls = webhooks({ initiate: () => <Response /> });
const guard = basicAuth({ auth: { username: 'u', password: 'p' } });
export const apps: Koa[] = [new Koa().use(guard).use(calls), new Koa().use(mount('/voice', calls)).use(mount(guard))];
export const typed: Koa<State, Added>[] = [new Koa<State, Added>().use(guard).use(calls).use(mount('/voice', calls))];
export const routers: Router[] = [new Router().use(guard).use('/x', calls).post('/voice', guard, calls)];
export const typedRouters: Router<State, Added>[] = [
  new Router<State, Added>().use(guard).post('/voice', guard, calls),
];
// @ts-expect-error a request of Node is not a context
calls({}, async () => undefined);
