import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '#scripts/test/chromium.ts';

export interface Window {
  context: BrowserContext;
  page: Page;
}

export interface WindowOptions {
  script?: boolean;
  width?: 360 | 1280;
  dark?: boolean;
  cookie?: string;
  /** For tools that inject their own script into the page, never for a journey. */
  bypassCsp?: boolean;
}

/** Debian's Chromium, told not to speak to anybody but the pages under test. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(() => undefined),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A window on the product; without JavaScript unless asked for, as many phones in a drawer are. */
export async function openWindow(browser: Browser, origin: string, options: WindowOptions = {}): Promise<Window> {
  const { script = false, width = 1280, dark = false, cookie, bypassCsp = false } = options;
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: script,
    bypassCSP: bypassCsp,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width, height: width === 360 ? 740 : 900 },
    colorScheme: dark ? 'dark' : 'light',
  });
  if (cookie !== undefined && cookie !== '') {
    const at = cookie.indexOf('=');
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: origin }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { context, page };
}
