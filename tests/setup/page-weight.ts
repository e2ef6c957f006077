import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

export interface Weight {
  /** Bytes as sent, brotli. */
  html: number;
  css: number;
  /** Bytes of scripts the page names, as sent, and the number of script elements. */
  script: number;
  scripts: number;
  stylesheets: number;
  /** Requests of a first visit: page, sheets, scripts, fonts. */
  requests: number;
}

/** Weighs a page, whose data for search engines are no script, and what it names, as a browser that accepts brotli receives them. */
export async function weighPage(origin: string, path: string): Promise<Weight> {
  const page = await sent(origin, path);
  const html = page.text;
  const sheets = all(html, /<link[^>]+rel="stylesheet"[^>]*>/g).map((tag) => attribute(tag, 'href'));
  const scriptTags = all(html, /<script(?! type="application\/ld\+json")[^>]*>/g);
  const sources = [
    ...scriptTags.map((tag) => attribute(tag, 'src')),
    ...all(html, /<link[^>]+rel="modulepreload"[^>]*>/g).map((tag) => attribute(tag, 'href')),
  ].filter((source): source is string => source !== null);
  const css = await Promise.all(sheets.map((href) => sent(origin, href ?? '')));
  const scripts = await Promise.all([...new Set(sources)].map((source) => sent(origin, source)));
  const fonts = new Set(css.flatMap((sheet) => all(sheet.text, /url\([^)]+\.woff2[^)]*\)/g)));
  return {
    html: page.bytes,
    css: sum(css.map((sheet) => sheet.bytes)),
    script: sum(scripts.map((script) => script.bytes)),
    scripts: scriptTags.length,
    stylesheets: sheets.length,
    requests: 1 + sheets.length + scripts.length + fonts.size,
  };
}

function sent(origin: string, path: string): Promise<{ bytes: number; text: string }> {
  return new Promise((done, fail) => {
    const req = request(new URL(path, origin), { headers: { 'Accept-Encoding': 'br' } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const body = Buffer.concat(chunks);
        if (res.statusCode !== 200) return fail(new Error(`${path} answered ${res.statusCode}`));
        const text = res.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
        done({ bytes: body.length, text: text.toString('utf8') });
      });
      res.on('error', fail);
    });
    req.on('error', fail);
    req.end();
  });
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[0]);
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`${name}="([^"]+)"`).exec(tag)?.[1] ?? null;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
