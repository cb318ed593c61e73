import { type ObserverContext, observe, observerContext } from '../../webhooks/observer.js';
import type { Application, PlatformRequest } from './reply.js';

/**
 * Has the webhooks of this package that run in this process find the observer of a request, whatever a framework has
 * made of the request on its way.
 */
export function observed(application: Application): Application {
  return (request) => {
    const { observer } = request;
    if (observer === undefined) return application(request);
    return observerContext(asyncContext).run(observer, () => application(request));
  };
}

/** Gives a request that is handed to the application its observer. */
export function withObserver<R extends object>(request: R, { observer }: PlatformRequest): R {
  if (observer !== undefined) observe(request, observer);
  return request;
}

/** Returns an asynchronous context of Node, Bun or Deno; on other engines one that carries nothing. */
function asyncContext(): ObserverContext {
  const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
  if (hooks !== undefined) return new hooks.AsyncLocalStorage();
  return { getStore: () => undefined, run: (_observer, work) => work() };
}
