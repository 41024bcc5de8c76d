/** Where events may be posted to: never to what a cloud tells its own machines, and by http only for trying out. */

import ipaddr from 'ipaddr.js';

export type UrlFault = 'bad_url' | 'not_https' | 'refused_address';

export interface UrlRules {
  /** http, and this machine: where nothing real is connected. */
  readonly allowsHttp: boolean;
}

/** Clouds answer there with keys to everything; link-local addresses are refused as a whole. */
const metadata: readonly string[] = [
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
];
const metadataName = /^metadata(\.google\.internal)?\.?$/;

const outside: readonly string[] = ['unicast', 'carrierGradeNat'];
/** A clinic's own network, where many clinic systems live. */
const inside: readonly string[] = ['private', 'uniqueLocal'];

/** Of an address as DNS or a URL gives it. */
export function isRefused(address: string, { allowsHttp }: UrlRules): boolean {
  if (!ipaddr.isValid(address)) return true;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (metadata.includes(parsed.toString())) return true;
  if (range === 'loopback') return !allowsHttp;
  return ![...outside, ...inside].includes(range);
}

/** Null for one that may be posted to. Names are looked at again when they are resolved. */
export function faultOfUrl(text: string, rules: UrlRules): UrlFault | null {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return 'bad_url';
  if (url.username || url.password || url.hash) return 'bad_url';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isForbiddenHost(host, rules)) return 'refused_address';
  const isPlain = url.protocol === 'http:';
  return isPlain && !(rules.allowsHttp && isNear(host)) ? 'not_https' : null;
}

function isForbiddenHost(host: string, rules: UrlRules): boolean {
  if (ipaddr.isValid(host)) return isRefused(host, rules);
  return metadataName.test(host) || (isLocalName(host) && !rules.allowsHttp);
}

const isLocalName = (host: string): boolean => /(^|\.)localhost\.?$/.test(host);

function isNear(host: string): boolean {
  if (!ipaddr.isValid(host)) return isLocalName(host);
  return ['loopback', ...inside].includes(ipaddr.process(host).range());
}
