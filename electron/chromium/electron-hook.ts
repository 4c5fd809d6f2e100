import * as nodeModule from 'node:module';

/** From now on, `import 'electron'` means the stand-in. Node 24 has synchronous hooks; Node 20 only those that run in a thread of their own. */
export function standInForElectron(standInUrl: string): void {
  const { registerHooks } = nodeModule;
  if (typeof registerHooks === 'function') {
    registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standInUrl, shortCircuit: true } : next(specifier, context)) });
    return;
  }
  const hooks = `export const resolve = (specifier, context, next) => specifier === 'electron' ? { url: ${JSON.stringify(standInUrl)}, shortCircuit: true } : next(specifier, context);`;
  nodeModule.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
