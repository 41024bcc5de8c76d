/** Reads whose clock to go by: a city, «мск+2», an IANA name. */

import { isZone } from '../domain/time.ts';
import { cities } from '../text/zones.ts';
import { plainOf } from './words.ts';

/** Null if it names none. */
export function readZone(text: string): { readonly zone: string | null } | null {
  const plain = plainOf(text);
  if (clinicWords.test(plain)) return { zone: null };
  const named = text.trim();
  if (/^[A-Z]\w+\/\w+$/.test(named) && isZone(named)) return { zone: named };
  const zone = moscowPlus(plain) ?? zones.get(stemsOf(plain.replace(around, '$1'))) ?? null;
  return zone === null ? null : { zone };
}

const clinicWords =
  /^(?:как (?:в|у) (?:клинике|клиники)|по клинике|клиника|(?:as at the )?clinic)$/;

/** «Живу в … сейчас», "… time". */
const around =
  /^(?:(?:я |мы |i |we )?(?:живу |живем |сейчас |нахожусь |am |live |время )?(?:в |по |in |город )?)?(.*?)(?: (?:время|времени|time|сейчас))?$/;

/** Case endings, so that «в Москве» finds Moscow. */
const stemsOf = (plain: string) =>
  plain
    .split(' ')
    .map((word) =>
      /[а-я]{3}/.test(word)
        ? word.replace(/(?:ого|ому|ое|ом|ый|ий|ем|ая|ой|ую|[еауыиьйяою])$/, '')
        : word,
    )
    .join(' ');

const zones: ReadonlyMap<string, string> = new Map(
  cities
    .toReversed()
    .flatMap(([zone, ...names]) => names.map((name) => [stemsOf(plainOf(name)), zone] as const)),
);

/** Russian zones are spoken of by their distance from Moscow, from −1 to +9 hours. */
const fromMoscow = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
];

function moscowPlus(plain: string): string | null {
  const [, sign, hours] = /^(?:мск|москва|msk|moscow) ?([+−-]) ?(\d)$/.exec(plain) ?? [];
  if (!hours) return null;
  return fromMoscow[1 + (sign === '+' ? Number(hours) : -Number(hours))] ?? null;
}
