import { dagreLayout } from './dagre-layout.ts';
import type { LayoutRequest } from './layout-request.ts';

self.addEventListener('message', (event: MessageEvent<LayoutRequest>) => {
  self.postMessage(dagreLayout(event.data));
});
