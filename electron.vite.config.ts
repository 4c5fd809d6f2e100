import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three builds, one folder: out/main (Node: window process, engine, workers, command line), out/preload, out/renderer.
 * All files of out/main lie side by side: the engine, its reading threads and the shells find each other as neighbours.
 * `target` is the oldest Node the Chromium shell and the command line run on, not Electron's.
 */
const mainEntries = {
  index: 'electron/main/index.ts',
  engine: 'electron/engine/process-port.ts',
  'import-worker': 'electron/engine/jobs/import-worker.ts',
  'check-worker': 'electron/engine/jobs/check-worker.ts',
  // Run once after bundling: makes the empty database new cases are copied from.
  'prepare-database': 'electron/engine/store/prepare-database.ts',
  cli: 'electron/cli/index.ts',
  start: 'electron/chromium/start.ts',
  'electron-stand-in': 'electron/chromium/electron-stand-in.ts',
};

export default defineConfig({
  main: {
    build: {
      target: 'node20.19',
      // The packages in `dependencies` stay outside: PGlite must find its own .wasm and .data files.
      externalizeDeps: true,
      rolldownOptions: {
        input: mainEntries,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'es' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file: nothing may stay outside but `electron`.
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'electron/preload/index.ts' }, output: { entryFileNames: '[name].cjs', format: 'cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: 'out/renderer', minify: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000, rolldownOptions: { input: 'renderer/index.html' } },
  },
});
