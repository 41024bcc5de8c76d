/** Cities whose clocks patients name, in both languages. */

import type { Language } from '../domain/words.ts';

type City = readonly [zone: string, ru: string, en: string, ...also: string[]];

/** The first of a zone gives it its name; further words for the same city follow. */
export const cities: readonly City[] = [
  ['Europe/Kaliningrad', 'Калининград', 'Kaliningrad'],
  ['Europe/Moscow', 'Москва', 'Moscow', 'мск', 'московское', 'msk'],
  ['Europe/Moscow', 'Санкт-Петербург', 'Saint Petersburg', 'петербург', 'питер', 'спб'],
  ['Europe/Moscow', 'Казань', 'Kazan'],
  ['Europe/Moscow', 'Нижний Новгород', 'Nizhny Novgorod'],
  ['Europe/Moscow', 'Ростов-на-Дону', 'Rostov', 'ростов'],
  ['Europe/Moscow', 'Краснодар', 'Krasnodar'],
  ['Europe/Moscow', 'Сочи', 'Sochi'],
  ['Europe/Moscow', 'Воронеж', 'Voronezh'],
  ['Europe/Volgograd', 'Волгоград', 'Volgograd'],
  ['Europe/Samara', 'Самара', 'Samara'],
  ['Europe/Samara', 'Ижевск', 'Izhevsk'],
  ['Europe/Saratov', 'Саратов', 'Saratov'],
  ['Europe/Astrakhan', 'Астрахань', 'Astrakhan'],
  ['Asia/Yekaterinburg', 'Екатеринбург', 'Yekaterinburg', 'екб', 'ekaterinburg'],
  ['Asia/Yekaterinburg', 'Челябинск', 'Chelyabinsk'],
  ['Asia/Yekaterinburg', 'Уфа', 'Ufa'],
  ['Asia/Yekaterinburg', 'Пермь', 'Perm'],
  ['Asia/Yekaterinburg', 'Тюмень', 'Tyumen'],
  ['Asia/Omsk', 'Омск', 'Omsk'],
  ['Asia/Novosibirsk', 'Новосибирск', 'Novosibirsk'],
  ['Asia/Tomsk', 'Томск', 'Tomsk'],
  ['Asia/Barnaul', 'Барнаул', 'Barnaul'],
  ['Asia/Novokuznetsk', 'Кемерово', 'Kemerovo', 'новокузнецк'],
  ['Asia/Krasnoyarsk', 'Красноярск', 'Krasnoyarsk'],
  ['Asia/Irkutsk', 'Иркутск', 'Irkutsk', 'улан-удэ'],
  ['Asia/Chita', 'Чита', 'Chita'],
  ['Asia/Yakutsk', 'Якутск', 'Yakutsk', 'благовещенск'],
  ['Asia/Vladivostok', 'Владивосток', 'Vladivostok', 'хабаровск', 'khabarovsk'],
  ['Asia/Sakhalin', 'Южно-Сахалинск', 'Sakhalin', 'сахалин'],
  ['Asia/Magadan', 'Магадан', 'Magadan'],
  ['Asia/Kamchatka', 'Камчатка', 'Kamchatka', 'петропавловск-камчатский'],
  ['Europe/Minsk', 'Минск', 'Minsk'],
  ['Europe/Kyiv', 'Киев', 'Kyiv', 'kiev'],
  ['Europe/Chisinau', 'Кишинёв', 'Chisinau'],
  ['Asia/Tbilisi', 'Тбилиси', 'Tbilisi', 'батуми', 'batumi'],
  ['Asia/Yerevan', 'Ереван', 'Yerevan'],
  ['Asia/Baku', 'Баку', 'Baku'],
  ['Asia/Almaty', 'Алматы', 'Almaty', 'алма-ата', 'астана', 'astana'],
  ['Asia/Tashkent', 'Ташкент', 'Tashkent'],
  ['Asia/Bishkek', 'Бишкек', 'Bishkek'],
  ['Asia/Dushanbe', 'Душанбе', 'Dushanbe'],
  ['Europe/Istanbul', 'Стамбул', 'Istanbul', 'анталья', 'antalya'],
  ['Europe/Belgrade', 'Белград', 'Belgrade'],
  ['Asia/Nicosia', 'Кипр', 'Cyprus', 'лимассол', 'limassol', 'никосия', 'nicosia'],
  ['Asia/Jerusalem', 'Израиль', 'Israel', 'иерусалим', 'тель-авив', 'tel aviv'],
  ['Asia/Dubai', 'Дубай', 'Dubai'],
  ['Europe/Berlin', 'Берлин', 'Berlin', 'мюнхен', 'munich', 'германия', 'germany'],
  ['Europe/Paris', 'Париж', 'Paris'],
  ['Europe/Rome', 'Рим', 'Rome', 'милан', 'milan'],
  ['Europe/Madrid', 'Мадрид', 'Madrid', 'барселона', 'barcelona'],
  ['Europe/Lisbon', 'Лиссабон', 'Lisbon'],
  ['Europe/London', 'Лондон', 'London'],
  ['Europe/Prague', 'Прага', 'Prague'],
  ['Europe/Vienna', 'Вена', 'Vienna'],
  ['Europe/Warsaw', 'Варшава', 'Warsaw'],
  ['Europe/Riga', 'Рига', 'Riga'],
  ['Europe/Vilnius', 'Вильнюс', 'Vilnius'],
  ['Europe/Tallinn', 'Таллин', 'Tallinn'],
  ['Europe/Helsinki', 'Хельсинки', 'Helsinki'],
  ['Asia/Bangkok', 'Бангкок', 'Bangkok', 'пхукет', 'phuket'],
  ['Asia/Shanghai', 'Пекин', 'Beijing', 'шанхай', 'shanghai'],
  ['Asia/Tokyo', 'Токио', 'Tokyo'],
  ['America/New_York', 'Нью-Йорк', 'New York'],
  ['America/Los_Angeles', 'Лос-Анджелес', 'Los Angeles'],
];

/** Its best known city; for a zone none of ours is in, the last part of its own name. */
export function zoneName(zone: string, language: Language): string {
  const city = cities.find(([id]) => id === zone);
  if (city) return language === 'ru' ? city[1] : city[2];
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
