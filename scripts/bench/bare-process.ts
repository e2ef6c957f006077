/** The limit of a page: node:http alone, sending given bytes with given headers. Arguments: file of the bytes, JSON of the headers. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [file = '', headers = '{}'] = process.argv.slice(2);
const body = readFileSync(file);
const sent = { ...(JSON.parse(headers) as Record<string, string>), 'Content-Length': String(body.length) };
const server = createServer((req, res) => {
  req.resume();
  res.writeHead(200, sent).end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
