/** What a clinic's and a service's messages about visits say and when, as parts of their forms. */

import { html } from 'hono/html';
import type { z } from 'zod';
import type { ClinicRow, ServiceRow } from '../../app/queries-console.ts';
import { defaultCadence } from '../../domain/cadence.ts';
import {
  type ClinicText,
  clinicTexts,
  type ServiceText,
  serviceTexts,
  type Translations,
} from '../../domain/translations.ts';
import { type Language, languages } from '../../domain/words.ts';
import { cadenceWords } from '../../text/cadence.ts';
import { cadenceField, cadenceFields, cadenceOf, cadenceValues } from './cadence-field.ts';
import {
  type Filling,
  field,
  optionalLine,
  optionalText,
  type Values,
  wholeNumber,
} from './form.ts';
import type { Html } from './layout.ts';

const quiet_move_min_max = 1440;

const mapUrl = optionalLine.refine(
  (text) => text === null || (/^https:\/\/\S+$/.test(text) && URL.canParse(text)),
  'not_https',
);

/** A text in the language that is not the first one. */
const otherOf = (name: string) => `${name}Other` as const;
const others = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [otherOf(name), optionalText])) as Readonly<
    Record<`${Name}Other`, typeof optionalText>
  >;

export const clinicVisitFields = {
  transit: optionalText,
  parking: optionalText,
  bring: optionalText,
  mapUrl,
  reviewUrl: mapUrl,
  quietMoveMin: wholeNumber({ min: 0, max: quiet_move_min_max }).default(5),
  ...cadenceFields,
  ...others(clinicTexts),
};

export const serviceVisitFields = {
  bring: optionalText,
  ...cadenceFields,
  ...others(serviceTexts),
};

/** A fault of several fields together, beside the first of them. */
export const withCadence = <S extends z.ZodObject>(form: S) =>
  form.superRefine((given, at) => {
    if (cadenceOf(given as Readonly<Record<string, unknown>>) === 'bad')
      at.addIssue({ code: 'custom', path: ['cadence'], message: 'bad_cadence' });
  });

type Posted = Readonly<Record<string, unknown>>;

/** What the posted fields say of messages. */
export const clinicVisits = (posted: Posted, first: Language) => ({
  transit: textIn(posted, 'transit'),
  parking: textIn(posted, 'parking'),
  bring: textIn(posted, 'bring'),
  mapUrl: textIn(posted, 'mapUrl'),
  reviewUrl: textIn(posted, 'reviewUrl'),
  quietMoveMin: Number(posted.quietMoveMin),
  cadence: chosen(posted),
  translations: translated(posted, { first, names: clinicTexts }),
});

export const serviceVisits = (posted: Posted, first: Language) => ({
  bring: textIn(posted, 'bring'),
  cadence: chosen(posted),
  translations: translated(posted, { first, names: serviceTexts }),
});

const chosen = (posted: Posted) => {
  const cadence = cadenceOf(posted);
  return cadence === 'bad' ? null : cadence;
};

const textIn = (posted: Posted, name: string): string | null => {
  const text = posted[name];
  return typeof text === 'string' ? text : null;
};

/** A service belongs to no clinic: the first one speaks for all. */
export const firstLanguage = (clinics: readonly Pick<ClinicRow, 'languages'>[]): Language =>
  clinics[0]?.languages[0] ?? 'ru';

const otherLanguage = (first: Language): Language =>
  languages.find((language) => language !== first) ?? first;

function translated<Text extends string>(
  posted: Posted,
  { first, names }: { readonly first: Language; readonly names: readonly Text[] },
): Translations<Text> {
  const texts = names.flatMap((name) => {
    const text = textIn(posted, otherOf(name));
    return text === null ? [] : [[name, text] as const];
  });
  if (texts.length === 0) return {};
  const translations = { [otherLanguage(first)]: Object.fromEntries(texts) };
  return translations as Translations<Text>;
}

const translatedValues = (
  translations: Translations<string>,
  { first, names }: { readonly first: Language; readonly names: readonly string[] },
): Values =>
  Object.fromEntries(
    names.map((name) => [otherOf(name), translations[otherLanguage(first)]?.[name] ?? '']),
  );

export const clinicVisitValues = (clinic: ClinicRow): Values => ({
  transit: clinic.transit ?? '',
  parking: clinic.parking ?? '',
  bring: clinic.bring ?? '',
  mapUrl: clinic.mapUrl ?? '',
  reviewUrl: clinic.reviewUrl ?? '',
  quietMoveMin: String(clinic.quietMoveMin),
  ...cadenceValues(clinic.cadence),
  ...translatedValues(clinic.translations, {
    first: clinic.languages[0] ?? 'ru',
    names: clinicTexts,
  }),
});

export const serviceVisitValues = (service: ServiceRow, first: Language): Values => ({
  bring: service.bring ?? '',
  ...cadenceValues(service.cadence),
  ...translatedValues(service.translations, { first, names: serviceTexts }),
});

export function clinicVisitFieldset(filling: Filling): Html {
  const { setup } = filling.frame.words;
  const usual = setup.cadenceUsual(cadenceWords(defaultCadence, filling.frame.language));
  return html`${field(filling, { name: 'transit', label: setup.transit, optional: true, rows: 2 })}
    ${field(filling, { name: 'parking', label: setup.parking, optional: true, rows: 2 })}
    ${field(filling, { name: 'mapUrl', label: setup.mapUrl, hint: setup.mapUrlHint, optional: true })}
    ${field(filling, { name: 'bring', label: setup.bring, hint: setup.bringHint, optional: true, rows: 2 })}
    ${field(filling, { name: 'reviewUrl', label: setup.reviewUrl, hint: setup.reviewUrlHint, optional: true })}
    ${cadenceField(filling, { usual })}
    ${field(filling, { name: 'quietMoveMin', label: setup.quietMoveMin, hint: setup.quietMoveHint, type: 'number', min: 0, max: quiet_move_min_max })}
    ${otherTexts(filling, clinicTexts)}`;
}

export function serviceVisitFieldset(filling: Filling): Html {
  const { setup } = filling.frame.words;
  return html`${field(filling, { name: 'bring', label: setup.bring, optional: true, rows: 2 })}
    ${cadenceField(filling, { usual: setup.cadenceClinic })}
    ${otherTexts(filling, serviceTexts)}`;
}

/** The same texts in the other language, for patients who read that. */
function otherTexts(filling: Filling, names: readonly (ClinicText | ServiceText)[]): Html {
  const { setup } = filling.frame.words;
  return html`<details class="fold small"><summary>${setup.otherLanguage}</summary>
    <p class="hint">${setup.otherLanguageHint}</p>
    ${names.map((name) => field(filling, { name: otherOf(name), label: setup.texts[name], optional: true, rows: 2 }))}
  </details>`;
}
