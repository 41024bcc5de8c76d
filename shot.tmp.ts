import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { openBrowser } from './test/support/browser.ts';

const password = createHash('sha256').update('demo /tmp/demo1').digest('hex');
const b = await openBrowser();
mkdirSync('/tmp/shots', { recursive: true });
const base = 'http://127.0.0.1:8099';
for (const [w, h, tag] of [
  [1440, 900, 'd'],
  [390, 844, 'p'],
] as const) {
  for (const lang of ['ru', 'en']) {
    const page = await b.newPage({ viewport: { width: w, height: h } });
    await page.goto(`${base}/sign-in`);
    await page.fill('[name=login]', 'demo-owner');
    await page.fill('[name=password]', password);
    await page.click('button.wide');
    await page.waitForURL(`${base}/`);
    await page.evaluate(async (l) => {
      await fetch('/language', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `language=${l}&back=/`,
      });
    }, lang);
    const paths: string[] = process.argv.slice(2);
    for (const path of paths) {
      await page.goto(base + path);
      if (path.includes('setup')) {
        for (const s of await page.$$('#staff details > summary')) await s.click();
        await page.evaluate(() => document.querySelector('#staff')?.scrollIntoView());
      }
      await page.screenshot({
        path: `/tmp/shots/${tag}-${lang}-${path.replaceAll(/\W/g, '_')}.png`,
      });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      console.log(tag, lang, path, page.url(), over);
    }
    await page.close();
  }
}
await b.close();
