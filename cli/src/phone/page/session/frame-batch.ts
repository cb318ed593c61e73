/** Milliseconds between two updates of the page while messages pour in. */
const SHORTEST_INTERVAL = 60;

/**
 * Returns a function that asks for an update of the page. Any number of requests become one update, in an animation
 * frame; updates are at least 60 milliseconds apart, so that thousands of entries cost few of them.
 */
export function frameBatch(update: () => void): () => void {
  let isAsked = false;
  let last = Number.NEGATIVE_INFINITY;
  const run = (): void => {
    isAsked = false;
    last = performance.now();
    update();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    const wait = last + SHORTEST_INTERVAL - performance.now();
    if (wait <= 0) requestAnimationFrame(run);
    else setTimeout(() => requestAnimationFrame(run), wait);
  };
}
