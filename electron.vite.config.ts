import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Three builds, one folder: out/main (Node: window process, engine, workers, command line), out/preload, out/renderer. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: 'electron/main/index.ts',
          engine: 'electron/engine/process-port.ts',
          'import-worker': 'electron/engine/jobs/import-worker.ts',
          cli: 'electron/cli/index.ts',
          start: 'electron/chromium/start.ts',
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'electron/preload/index.ts' }, output: { entryFileNames: '[name].cjs', format: 'cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: 'out/renderer', minify: true, assetsInlineLimit: 0, rolldownOptions: { input: 'renderer/index.html' } },
  },
});
