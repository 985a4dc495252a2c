// The Chromium that shows pages in tests, the demo and the tour.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { chromium, type Browser } from 'playwright-core';
import { browserPackages, ensureDebianPackages } from './debianPackages';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a Chromium, installed from Debian's packages when there is none; `$TRACKSIDE_CHROMIUM` comes first. */
export async function findChromium(): Promise<string> {
  const own = process.env['TRACKSIDE_CHROMIUM'];
  const find = () => [own ?? '', ...places].find((place) => place !== '' && existsSync(place));
  const found = find();
  if (found !== undefined) return found;
  await ensureDebianPackages(browserPackages);
  const installed = find();
  if (installed === undefined) throw new Error('no Chromium found; name one in TRACKSIDE_CHROMIUM');
  return installed;
}

/** WebGL without a graphics card, which plain headless browsers refuse. */
const webglSwitches = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Starts a browser; `visible` opens a window for a person. */
export async function launchBrowser({ visible = false, webgl = false } = {}): Promise<Browser> {
  const executablePath = await findChromium();
  const args = webgl ? [...switches, ...webglSwitches] : switches;
  return chromium.launch({ executablePath, args, headless: !visible });
}
