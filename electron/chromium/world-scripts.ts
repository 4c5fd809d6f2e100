/**
 * What Electron does in C++, as two page scripts: the preload in an isolated world, and its `contextBridge` seen from the
 * page. The worlds share the document but no objects; they talk by custom events whose `detail` the browser clones, under
 * a name that is random at every start. Neither script runs anywhere but in the main frame of our own page.
 */
export interface WorldNames {
  readonly origin: string;
  readonly token: string;
  /** The function, present in the isolated world alone, that reaches the main process. */
  readonly binding: string;
}

const prologue = ({ origin, token }: WorldNames): string => `
  'use strict';
  if (window !== window.top || location.origin !== ${JSON.stringify(origin)}) return;
  const token = ${JSON.stringify(token)};
  const listenTo = EventTarget.prototype.addEventListener.bind(window);
  const dispatch = EventTarget.prototype.dispatchEvent.bind(window);
  const CustomEventOfBrowser = CustomEvent;
  const detailOf = Function.prototype.call.bind(Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail').get);
  const tell = (what, detail) => dispatch(new CustomEventOfBrowser(token + what, { detail }));
  const hear = (what, listener, options) => listenTo(token + what, (event) => { event.stopImmediatePropagation(); listener(detailOf(event)); }, options);
`;

/** In the page's own world, before any script of the page: puts what the preload exposes on `window`, frozen. */
export function mainWorldScript(names: WorldNames): string {
  return `(() => {${prologue(names)}
  const callbacks = new Map();
  const promises = new Map();
  let last = 0;
  function invoke(path, args) {
    const id = ++last;
    let answer;
    hear('answer' + id, (detail) => { answer = detail; }, { once: true });
    tell('call', { id, path, args: args.map((value) => {
      if (typeof value !== 'function') return { value };
      callbacks.set(++last, value);
      return { callback: last };
    }) });
    if (answer === undefined || answer.error !== undefined) throw new Error(answer?.error ?? 'The preload is gone.');
    if (answer.promise !== undefined) return new Promise((resolve, reject) => promises.set(answer.promise, { resolve, reject }));
    if (answer.returned !== undefined) return (...more) => invoke(answer.returned, more);
    return answer.value;
  }
  hear('settle', ({ promise, value, error }) => {
    const waiting = promises.get(promise);
    promises.delete(promise);
    if (error === undefined) waiting?.resolve(value); else waiting?.reject(new Error(error));
  });
  hear('callback', ({ callback, args }) => callbacks.get(callback)?.(...args));
  hear('expose', ({ name, members }) => {
    if (Object.hasOwn(window, name)) return;
    const api = Object.freeze(Object.fromEntries(members.map((member) => [member, (...args) => invoke(name + '.' + member, args)])));
    Object.defineProperty(window, name, { value: api, writable: false, configurable: false, enumerable: true });
  });
  tell('hello');
})();`;
}

/** In the isolated world: \`contextBridge\`, \`ipcRenderer\` and \`webUtils\` for the preload, which follows as it was built. */
export function isolatedWorldScript(names: WorldNames, preload: string): string {
  return `(() => {${prologue(names)}
  const post = globalThis[${JSON.stringify(names.binding)}];
  const exposed = new Map();
  const returned = new Map();
  const replies = new Map();
  const listeners = new Map();
  const files = [];
  let last = 0;
  const words = (error) => error instanceof Error ? error.message : String(error);
  const announce = () => { for (const [name, api] of exposed) tell('expose', { name, members: Object.keys(api) }); };
  hear('hello', announce);
  hear('call', ({ id, path, args }) => {
    const answer = (detail) => tell('answer' + id, detail);
    try {
      const [name, member] = path.split('.');
      const target = returned.get(path) ?? exposed.get(name)?.[member];
      const result = target(...args.map((arg) => 'callback' in arg ? (...more) => tell('callback', { callback: arg.callback, args: more }) : arg.value));
      if (result instanceof Promise) {
        const promise = ++last;
        answer({ promise });
        result.then((value) => tell('settle', { promise, value }), (error) => tell('settle', { promise, error: words(error) }));
      } else if (typeof result === 'function') {
        const key = '#' + ++last;
        returned.set(key, result);
        answer({ returned: key });
      } else answer({ value: result });
    } catch (error) { answer({ error: words(error) }); }
  });
  const electron = {
    contextBridge: { exposeInMainWorld(name, api) {
      if (!Object.values(api).every((member) => typeof member === 'function')) throw new Error('The stand-in exposes functions only.');
      exposed.set(name, api);
      announce();
    } },
    ipcRenderer: {
      invoke: (channel, ...args) => new Promise((resolve, reject) => {
        const id = ++last;
        replies.set(id, { resolve, reject });
        post(JSON.stringify({ id, channel, args }));
      }),
      on(channel, listener) { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); },
      removeListener(channel, listener) { listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)); },
    },
    webUtils: { getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('Not a File.');
      return token + ':file:' + (files.push(file) - 1);
    } },
  };
  Object.defineProperty(globalThis, '__proofline', { value: Object.freeze({
    files,
    reply(text) {
      const { id, value, error } = JSON.parse(text);
      const waiting = replies.get(id);
      replies.delete(id);
      if (error === undefined) waiting?.resolve(value); else waiting?.reject(new Error(error));
    },
    deliver(text) {
      const { channel, args } = JSON.parse(text);
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
    choose: (multiple, folder) => new Promise((resolve) => {
      const input = document.createElement('input');
      input.type = 'file';
      input.multiple = multiple;
      input.webkitdirectory = folder;
      input.addEventListener('change', () => resolve(Array.from(input.files).slice(0, folder ? 1 : undefined).map((file) => ({ token: electron.webUtils.getPathForFile(file), inside: file.webkitRelativePath }))));
      input.addEventListener('cancel', () => resolve([]));
      input.click();
    }),
    copy(text) {
      document.addEventListener('copy', (event) => {
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
        event.stopImmediatePropagation();
      }, { once: true, capture: true });
      return document.execCommand('copy');
    },
  }) });
  const module = { exports: {} };
  const require = (name) => { if (name === 'electron') return electron; throw new Error('A sandboxed preload may only require electron.'); };
  (function (module, exports, require) {
${preload}
  })(module, module.exports, require);
})();`;
}
