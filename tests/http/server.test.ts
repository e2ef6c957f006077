import { request as httpRequest } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.origin + path, { headers, redirect: 'manual' });
const post = (path: string, headers: Record<string, string> = {}, body = 'a=1') =>
  fetch(app.origin + path, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });

/** A request as typed: fetch would refuse or mend what these tests send. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string }> {
  const { port } = new URL(app.origin);
  return new Promise((done, fail) => {
    const req = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (res) => {
      let body = '';
      res.on('data', (chunk: Buffer) => (body += chunk.toString()));
      res.on('end', () => done({ status: res.statusCode ?? 0, body }));
    });
    req.on('error', fail);
    req.end();
  });
}

describe('what every response carries', () => {
  test('a strict policy with a nonce of its own each time', async () => {
    const policies = await Promise.all(
      [get('/'), get('/')].map(async (r) => (await r).headers.get('content-security-policy') ?? ''),
    );
    for (const policy of policies) {
      expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'/);
      expect(policy).not.toContain('unsafe-inline');
      for (const part of [
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "style-src 'self'",
      ]) {
        expect(policy).toContain(part);
      }
      expect(policy).toContain("require-trusted-types-for 'script'");
    }
    expect(policies[0]).not.toBe(policies[1]);
  });

  test('the usual headers, on pages, files and refusals alike', async () => {
    for (const path of ['/', '/favicon.svg', '/%E0%A4%A', '/rien-de-tel']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
      expect(headers.get('x-request-id'), path).toMatch(/^[\w-]{12}$/);
      expect(headers.get('x-powered-by'), path).toBeNull();
      // Only an https site may promise https for ever.
      expect(headers.get('strict-transport-security'), path).toBeNull();
    }
  });
});

describe('caching and compression', () => {
  test('an anonymous page is validated again by its ETag', async () => {
    const first = await get('/');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\//);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = await get('/', { 'If-None-Match': etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  test('a page asked for with a cookie is never stored', async () => {
    const page = await get('/', { Cookie: 'anything=1' });
    expect(page.headers.get('cache-control')).toBe('private, no-cache');
    expect(page.headers.get('etag')).toBeNull();
  });

  test('brotli gives back the same page', async () => {
    const plain = await raw('/');
    const { port } = new URL(app.origin);
    const packed = await new Promise<Buffer>((done) => {
      httpRequest({ host: '127.0.0.1', port, path: '/', headers: { 'Accept-Encoding': 'br' } }, (res) => {
        expect(res.headers['content-encoding']).toBe('br');
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(Buffer.concat(chunks)));
      }).end();
    });
    expect(brotliDecompressSync(packed).toString()).toBe(plain.body);
    expect(packed.length).toBeLessThan(plain.body.length / 2);
  });

  test('assets are kept for ever and sent as compressed at build time', async () => {
    const page = await (await get('/')).text();
    const css = /\/assets\/[\w.-]+\.css/.exec(page)?.[0] ?? '';
    const file = await get(css, { 'Accept-Encoding': 'br' });
    expect(file.status).toBe(200);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('content-encoding')).toBe('br');
    expect(file.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect((await get(css, { 'If-None-Match': file.headers.get('etag') ?? '' })).status).toBe(304);
  });
});

describe('what is refused before any page', () => {
  test('a form sent from another site', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ]) {
      const answer = await post('/', headers);
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(await answer.text()).toContain('autre site');
    }
    expect((await post('/', { Origin: app.origin, 'Sec-Fetch-Site': 'same-origin' })).status).not.toBe(403);
  });

  test('a form heavier than any form, urlencoded or multipart', async () => {
    const heavy = 'x'.repeat(100 * 1024 + 1);
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
      const answer = await post('/', { 'Content-Type': type }, heavy);
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain('trop lourd');
    }
    expect((await post('/', {}, 'x'.repeat(100 * 1024))).status).not.toBe(413);
  });

  test('a body of unknown length', async () => {
    expect((await raw('/', { 'Transfer-Encoding': 'chunked' }, 'POST')).status).toBe(411);
  });

  test.each([
    ['/%E0%A4%A', 400],
    ['/%', 400],
    ['/lieux/%00', 400],
    ['/lieux?q=%00', 400],
    ['//evil.example/', 400],
    ['/\\evil.example', 400],
    ['http://evil.example/', 400],
    [`/${'a'.repeat(3000)}`, 414],
  ])('the address %s', async (path, status) => {
    expect((await raw(path)).status).toBe(status);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS'])('the method %s', async (method) => {
    expect((await raw('/', {}, method)).status).toBe(405);
  });

  test('a host that is not one', async () => {
    expect((await raw('/', { Host: 'a b"<script>' })).status).toBe(400);
  });

  test('old internals of the framework never answer 500', async () => {
    for (const path of [
      '/?_data=root',
      '/?_data=nothing',
      '/nothing.data',
      '/_root.data',
      '/__manifest?p=/&version=0',
    ]) {
      expect((await get(path)).status, path).toBeLessThan(500);
    }
  });
});

test('an unknown page is a French 404', async () => {
  const page = await get('/rien-de-tel');
  expect(page.status).toBe(404);
  expect(await page.text()).toContain('<html lang="fr"');
});

test('GET /sante says the database answers', async () => {
  const health = await get('/sante');
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'ok', database: 'ok', version: expect.any(String) });
});
