import { type ObserverContext, observe, observerContext } from '../../webhooks/observer.js';
import type { Application, PlatformRequest } from './reply.js';

/**
 * Wraps an application so that this package's webhooks in this process find the observer of a request, even if a framework
 * passes them another request object.
 */
export function observed(application: Application): Application {
  return (request) => {
    const { observer } = request;
    if (observer === undefined) return application(request);
    return observerContext(asyncContext).run(observer, () => application(request));
  };
}

/** Registers the observer for the request object that is passed to the application. */
export function withObserver<R extends object>(request: R, { observer }: PlatformRequest): R {
  if (observer !== undefined) observe(request, observer);
  return request;
}

/** Returns an `AsyncLocalStorage` on Node, Bun and Deno; on other engines, a context without a store. */
function asyncContext(): ObserverContext {
  const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
  if (hooks !== undefined) return new hooks.AsyncLocalStorage();
  return { getStore: () => undefined, run: (_observer, work) => work() };
}
