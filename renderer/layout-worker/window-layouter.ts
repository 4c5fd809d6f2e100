import Elk from 'elkjs/lib/elk-api.js';
import elkWorkerUrl from 'elkjs/lib/elk-worker.min.js?url';
import dagreWorkerUrl from './dagre-worker.ts?worker&url';
import { elkGraph, fromElk } from './elk-graph.ts';
import { createLayouter, type LayoutEngine } from './layouter.ts';
import type { LayoutAnswer } from './layout-request.ts';

/** The part of Trusted Types used here. What `createScriptURL` returns is accepted by `Worker` where a URL is. */
declare global {
  interface Window {
    readonly trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): URL } };
  }
}

/** The one policy of this window: it lets our own two worker files through and nothing else. The content policy names it. */
const workerPolicy = window.trustedTypes?.createPolicy('proofline-worker', {
  createScriptURL: (url) => {
    if (url !== elkWorkerUrl && url !== dagreWorkerUrl) throw new TypeError('Only the layout workers may be started.');
    return url;
  },
});

function startWorker(url: string, type: WorkerType): Worker {
  return new Worker(workerPolicy?.createScriptURL(url) ?? url, { type, name: 'layout' });
}

/** ELK's own worker file, unmodified (EPL-2.0): see README.md. */
function elkEngine(): LayoutEngine {
  const elk = new Elk({ algorithms: ['layered'], workerFactory: () => startWorker(elkWorkerUrl, 'classic') });
  return { layOut: async (request) => fromElk(await elk.layout(elkGraph(request))), stop: () => elk.terminateWorker() };
}

function dagreEngine(): LayoutEngine {
  const worker = startWorker(dagreWorkerUrl, 'module');
  return {
    layOut: (request) =>
      new Promise((resolve, reject) => {
        worker.onmessage = (event: MessageEvent<LayoutAnswer>) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(request);
      }),
    stop: () => worker.terminate(),
  };
}

export const windowLayouter = createLayouter({ first: elkEngine, second: dagreEngine, deadlineMilliseconds: 5000 });

// The window has loaded this file at its start: the engine starts while nobody waits for it.
requestIdleCallback(() => windowLayouter.warm());
