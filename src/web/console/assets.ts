/** Styles, scripts and the icon. The address holds a hash of the content, so browsers may keep them for good. */

import { Hono } from 'hono';
import { hashToken } from '../../app/ids.ts';
import type { ConsoleOptions, Env } from './desk.ts';
import { styleImports } from './imports-style.ts';
import { script } from './script.ts';
import { scriptDay } from './script-day.ts';
import { style } from './style.ts';
import { styleCare } from './style-care.ts';
import { styleDay } from './style-day.ts';
import { styleDoctor } from './style-doctor.ts';
import { styleRecord } from './style-record.ts';

type Assets = ConsoleOptions['assets'];

const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#0d7a6b" d="M12 21S3 15.500 3 9a4.800 4.800 0 0 1 9-2.300A4.800 4.800 0 0 1 21 9c0 6.500-9 12-9 12Z"/></svg>';

const own: Assets = {
  'console.css': {
    type: 'text/css; charset=utf-8',
    body: style + styleRecord + styleImports + styleDay + styleCare + styleDoctor,
  },
  'console.js': { type: 'text/javascript; charset=utf-8', body: script + scriptDay },
  'icon.svg': { type: 'image/svg+xml', body: favicon },
};

export function assetUrls(assets: Assets) {
  const all = { ...assets, ...own };
  return {
    css: urlOf(all, 'console.css'),
    js: urlOf(all, 'console.js'),
    htmx: urlOf(all, 'htmx.js'),
  };
}

function urlOf(assets: Assets, name: string): string {
  const body = assets[name]?.body ?? '';
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return `/assets/${name}?v=${hashToken(text).slice(0, 12)}`;
}

export function assetRoutes(assets: Assets): Hono<Env> {
  const app = new Hono<Env>();
  const all = { ...assets, ...own };
  app.get('/assets/:name', (c) => {
    const name = c.req.param('name');
    const found = Object.hasOwn(all, name) ? all[name] : undefined;
    if (!found) return c.notFound();
    const keep = c.req.query('v') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
    const body = typeof found.body === 'string' ? found.body : new Uint8Array(found.body);
    return c.body(body, 200, {
      'content-type': found.type,
      'cache-control': keep,
      'x-content-type-options': 'nosniff',
    });
  });
  return app;
}
