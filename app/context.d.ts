import type { Services } from '#app/platform/services.ts';

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    services: Services;
    /** The nonce of this response's Content-Security-Policy. */
    nonce: string;
    requestId: string;
    /** The address the request came from, as far as proxies can be believed. */
    clientAddress: string;
  }
}
