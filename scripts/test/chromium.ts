import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Where the browser tests find Chromium; on Debian, as root, it is installed when missing. */
export function findChromium(say: (line: string) => void): string {
  const present = search();
  if (present !== null) return present;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('Installing Chromium with apt-get…');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = search();
    if (installed !== null) return installed;
  }
  throw new Error('The browser tests need Chromium: install it (apt install chromium), or give its path in CHROMIUM.');
}

function search(): string | null {
  const configured = process.env.CHROMIUM;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [...(configured === undefined ? [] : [configured]), ...onPath, MAC, ...fromPlaywright()];
  return candidates.find(executable) ?? null;
}

/** Browsers that `npx playwright install` left in its cache. */
function fromPlaywright(): string[] {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort()
    .reverse()
    .flatMap((name) => ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((program) => join(cache, name, program)));
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
