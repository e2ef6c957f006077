import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import { denyImports, envOnlyMacros } from 'vite-env-only';
import remixOptions from './remix.config.js';

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    // A component that reaches the database would ship it to browsers: the build fails instead.
    denyImports({
      client: {
        files: ['**/db/client.ts', '**/db/queries/**', '**/db/schema/**', '**/*.server.*'],
        specifiers: ['pg', 'postgres', /^drizzle-orm/, /^node:/, '@node-rs/argon2', 'lucia'],
      },
    }),
    envOnlyMacros(),
    remix(remixOptions),
  ],
  build: { target: 'es2020', assetsInlineLimit: 0, reportCompressedSize: false },
});
